import { sql } from "drizzle-orm";
import { bigint, boolean, doublePrecision, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, identity, idRef, moment } from "#db/columns.ts";
import { type AlertFacts, alertKinds, alertSeverities, logOnlyReasons, type RuleParams } from "#server/domain/alerts/alert.ts";
import { accounts, drivers, users } from "./accounts.ts";
import { vehicles } from "./vehicles.ts";

/** When to raise an alert, and whom it reaches how. */
export const alertRules = pgTable(
  "alert_rules",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: alertKinds }).notNull(),
    enabled: boolean("enabled").notNull().default(true),
    severity: text("severity", { enum: alertSeverities }).notNull(),
    params: jsonb("params").$type<RuleParams[keyof RuleParams]>().notNull(),
    /** Null: every vehicle. */
    vehicleIds: bigint("vehicle_ids", { mode: "number" }).array(),
    /** For one car, the same again within this time only counts up the alert before. */
    cooldownS: integer("cooldown_s").notNull(),
    /** What happened longer ago than this goes to the log only. */
    maxAgeS: integer("max_age_s").notNull(),
    email: boolean("email").notNull().default(false),
    push: boolean("push").notNull().default(false),
    /** Whether e-mail and push wait for the end of the account's quiet hours. */
    respectsQuiet: boolean("respects_quiet").notNull().default(true),
    createdAt: createdAt(),
  },
  (t) => [index("alert_rules_account_id").on(t.accountId)],
);

/** What happened, once. Held ones are in the log only. */
export const alerts = pgTable(
  "alerts",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    ruleId: idRef("rule_id").references(() => alertRules.id, { onDelete: "set null" }),
    kind: text("kind", { enum: alertKinds }).notNull(),
    severity: text("severity", { enum: alertSeverities }).notNull(),
    vehicleId: idRef("vehicle_id").references(() => vehicles.id, { onDelete: "cascade" }),
    driverId: idRef("driver_id").references(() => drivers.id, { onDelete: "set null" }),
    /** The trip it happened in, which a new cut may remove. */
    tripId: idRef("trip_id"),
    facts: jsonb("facts").$type<AlertFacts[keyof AlertFacts]>().notNull(),
    /** When it happened on the road; `createdAt` is when the server knew. */
    at: moment("at").notNull(),
    lat: doublePrecision("lat"),
    lon: doublePrecision("lon"),
    /** Identifies what happened, so that it raises one alert. */
    dedupeKey: text("dedupe_key").notNull(),
    /** Null: people were notified at once; else why it went to the log only. */
    logOnlyReason: text("held", { enum: logOnlyReasons }),
    /** What it reports is still true, as of the vehicle's newest report; of the kinds in {@link conditionKinds} only. */
    ongoing: boolean("ongoing").notNull().default(false),
    /** How often the same came again within the cooldown, and when last. */
    repeats: integer("repeats").notNull().default(0),
    lastRepeatAt: moment("last_repeat_at"),
    acknowledgedAt: moment("acknowledged_at"),
    acknowledgedBy: idRef("acknowledged_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("alerts_dedupe_key").on(t.accountId, t.dedupeKey),
    index("alerts_account_id").on(t.accountId, t.id.desc()),
    // The inbox, by when things happened.
    index("alerts_account_at").on(t.accountId, t.at, t.id),
    // Which of a vehicle's alerts are about how it is now.
    index("alerts_conditions").on(t.vehicleId, t.kind, t.at).where(sql`kind in ('mil', 'low_battery', 'unplugged')`),
    index("alerts_vehicle_id").on(t.vehicleId, t.id.desc()),
    index("alerts_driver_id").on(t.driverId, t.id.desc()),
    index("alerts_rule_id").on(t.ruleId),
    index("alerts_acknowledged_by").on(t.acknowledgedBy),
  ],
);

/** A rule keeps still for a while: for one car, or for all. */
export const alertSnoozes = pgTable(
  "alert_snoozes",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    ruleId: idRef("rule_id")
      .notNull()
      .references(() => alertRules.id, { onDelete: "cascade" }),
    vehicleId: idRef("vehicle_id").references(() => vehicles.id, { onDelete: "cascade" }),
    until: moment("until").notNull(),
    createdBy: idRef("created_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
  },
  (t) => [
    index("alert_snoozes_account_id").on(t.accountId),
    index("alert_snoozes_rule_id").on(t.ruleId),
    index("alert_snoozes_vehicle_id").on(t.vehicleId),
    index("alert_snoozes_created_by").on(t.createdBy),
  ],
);

/** Stretches of time of a vehicle that the alert rules have not looked at yet. */
export const watchRanges = pgTable(
  "watch_ranges",
  {
    id: idRef("id").primaryKey().generatedAlwaysAsIdentity(),
    vehicleId: idRef("vehicle_id")
      .notNull()
      .references(() => vehicles.id, { onDelete: "cascade" }),
    fromAt: moment("from_at").notNull(),
    toAt: moment("to_at").notNull(),
  },
  (t) => [index("watch_ranges_vehicle_id").on(t.vehicleId)],
);

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
