import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, identity, idRef, moment } from "../columns.ts";
import { alerts } from "./alerts.ts";
import { accounts, users } from "./people.ts";

/** Something on its way to one mail address or browser of one person. Without a mail server, e-mails stay here to be looked at. */
export const messages = pgTable(
  "messages",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    userId: idRef("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** `test`: the person asked for it, and it is tried once. `notice`: about this server itself. */
    kind: text("kind", { enum: ["alert", "test", "notice"] })
      .notNull()
      .default("alert"),
    /** Null: of another kind. */
    alertId: idRef("alert_id").references(() => alerts.id, { onDelete: "cascade" }),
    channel: text("channel", { enum: ["email", "push"] }).notNull(),
    /** The browser, which may be gone by now; null: e-mail, which goes to the person's address. */
    pushSubscriptionId: idRef("push_subscription_id"),
    /** What the browser was called. */
    browser: text("browser"),
    /** `preview`: there is no mail server to send it with. `dropped`: nobody is there any more to get it. */
    status: text("status", { enum: ["waiting", "sent", "failed", "dropped", "preview"] }).notNull(),
    subject: text("subject").notNull(),
    body: text("body").notNull(),
    /** Attempts that were begun. */
    attempts: integer("attempts").notNull().default(0),
    /** Why the last attempt failed. */
    error: text("error"),
    /** Not before this moment: the end of the quiet hours. */
    sendAfter: moment("send_after"),
    /** When the next attempt is due; null: none is. */
    nextAttemptAt: moment("next_attempt_at"),
    sentAt: moment("sent_at"),
    createdAt: createdAt(),
  },
  (t) => [
    // One of an alert for each address and browser.
    uniqueIndex("messages_once").on(t.alertId, t.userId, t.channel, sql`coalesce(${t.pushSubscriptionId}, 0)`),
    index("messages_account_id").on(t.accountId, t.id.desc()),
    index("messages_user_id").on(t.userId, t.id.desc()),
  ],
);

/** A browser that subscribed to web push. */
export const pushSubscriptions = pgTable(
  "push_subscriptions",
  {
    ...identity(),
    userId: idRef("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    endpoint: text("endpoint").notNull().unique(),
    p256dh: text("p256dh").notNull(),
    auth: text("auth").notNull(),
    /** "Firefox on Linux", for the list. */
    label: text("label").notNull(),
    createdAt: createdAt(),
    lastUsedAt: moment("last_used_at"),
  },
  (t) => [index("push_subscriptions_user_id").on(t.userId)],
);

/** Endpoints of messages and services whose last attempts failed; one that works has no row. */
export const endpointFailures = pgTable(
  "endpoint_failures",
  {
    /** `EndpointKey` of server/domain/alerts/delivery/endpoint.ts. */
    key: text("key").primaryKey(),
    /** Whose mail address or browser it is; null for services. */
    userId: idRef("user_id").references(() => users.id, { onDelete: "cascade" }),
    pushSubscriptionId: idRef("push_subscription_id").references(() => pushSubscriptions.id, { onDelete: "cascade" }),
    /** Since when every attempt has failed. */
    failingSince: moment("failing_since").notNull(),
    /** In a row. */
    failures: integer("failures").notNull().default(1),
    /** Nothing is sent before. */
    pausedUntil: moment("paused_until").notNull(),
    /** Nothing is sent until the owner switches it on again. */
    disabledAt: moment("disabled_at"),
    /** Of the last attempt. */
    error: text("error").notNull(),
  },
  (t) => [index("endpoint_failures_user_id").on(t.userId), index("endpoint_failures_push_subscription_id").on(t.pushSubscriptionId)],
);
