import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, identity, idRef, moment } from "#db/columns.ts";
import type { KeyFamily } from "#server/domain/apps/api-families.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import { accounts, users } from "./accounts.ts";
import { events } from "./outbox.ts";
import { vehicles } from "./vehicles.ts";

/** A program of somebody else's that people let read their data (an OAuth2 client). */
export const apps = pgTable(
  "apps",
  {
    ...identity(),
    /** The account whose managers look after it; people of any account may allow it. */
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** Whom the consent page names. */
    ownerId: idRef("owner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    clientId: text("client_id").notNull().unique(),
    /** True for programs that cannot keep a secret: they have none and must use PKCE. */
    isPublic: boolean("is_public").notNull().default(false),
    /** Compared as text, nothing else. The first is where codes go when a request names none. */
    redirectUris: text("redirect_uris").array().notNull(),
    /** The most its tokens may hold. */
    scopes: text("scopes").array().$type<AppScope[]>().notNull(),
    /** `development`: 25 people at most. */
    mode: text("mode", { enum: ["development", "production"] })
      .notNull()
      .default("development"),
    webhookUrl: text("webhook_url"),
    /** Which of the documented bodies it gets. */
    webhookFormat: text("webhook_format", { enum: ["v1", "v2"] })
      .notNull()
      .default("v2"),
    webhookSchedule: text("webhook_schedule", { enum: ["classic", "long"] })
      .notNull()
      .default("classic"),
    /** The signing secret is worked out from this and a key that is not in the database. */
    webhookSalt: text("webhook_salt").notNull(),
    /** The one before, which signs too until the moment. */
    webhookPreviousSalt: text("webhook_previous_salt"),
    webhookPreviousUntil: moment("webhook_previous_until"),
    /** Since when every delivery has failed; null: the last one arrived. */
    webhookFailingSince: moment("webhook_failing_since"),
    /** Nothing is sent from then on. */
    webhookDisabledAt: moment("webhook_disabled_at"),
    webhookDisabledReason: text("webhook_disabled_reason", { enum: ["failing", "gone"] }),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [index("apps_account_id").on(t.accountId), index("apps_owner_id").on(t.ownerId)],
);

/** Secrets of an app; while one is rotated two are good. Only the SHA-256 is kept. */
export const appSecrets = pgTable(
  "app_secrets",
  {
    id: idRef("id").primaryKey().generatedAlwaysAsIdentity(),
    appId: idRef("app_id")
      .notNull()
      .references(() => apps.id, { onDelete: "cascade" }),
    hash: text("hash").notNull().unique(),
    hint: text("hint").notNull(),
    createdAt: createdAt(),
    /** Null: until it is rotated. */
    expiresAt: moment("expires_at"),
  },
  (t) => [index("app_secrets_app_id").on(t.appId)],
);

/** A person has let an app read what they see of an account. Tokens, webhooks and streams hang on it. */
export const appGrants = pgTable(
  "app_grants",
  {
    ...identity(),
    appId: idRef("app_id")
      .notNull()
      .references(() => apps.id, { onDelete: "cascade" }),
    userId: idRef("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
    /** When it was last allowed. */
    allowedAt: moment("allowed_at").notNull().defaultNow(),
    revokedAt: moment("revoked_at"),
  },
  (t) => [
    uniqueIndex("app_grants_once").on(t.appId, t.userId, t.accountId),
    index("app_grants_user_id").on(t.userId),
    index("app_grants_account_id").on(t.accountId),
  ],
);

/** Authorization codes: good once, for a minute. Only the SHA-256 is kept. */
export const oauthCodes = pgTable(
  "oauth_codes",
  {
    id: idRef("id").primaryKey().generatedAlwaysAsIdentity(),
    grantId: idRef("grant_id")
      .notNull()
      .references(() => appGrants.id, { onDelete: "cascade" }),
    hash: text("hash").notNull().unique(),
    scopes: text("scopes").array().$type<AppScope[]>().notNull(),
    /** As the request named it; null: it named none. */
    redirectUri: text("redirect_uri"),
    /** PKCE, S256; null: none. */
    codeChallenge: text("code_challenge"),
    /** Of the consent form that was sent, so that each is good once. */
    consentNonce: text("consent_nonce").notNull().unique(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (t) => [index("oauth_codes_grant_id").on(t.grantId)],
);

/** Access and refresh tokens of apps. Only the SHA-256 is kept. */
export const oauthTokens = pgTable(
  "oauth_tokens",
  {
    ...identity(),
    grantId: idRef("grant_id")
      .notNull()
      .references(() => appGrants.id, { onDelete: "cascade" }),
    /** The code it was born of: what is stolen together dies together. */
    codeId: idRef("code_id")
      .notNull()
      .references(() => oauthCodes.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["access", "refresh"] }).notNull(),
    hash: text("hash").notNull().unique(),
    hint: text("hint").notNull(),
    scopes: text("scopes").array().$type<AppScope[]>().notNull(),
    createdAt: createdAt(),
    lastUsedAt: moment("last_used_at"),
    expiresAt: moment("expires_at").notNull(),
    /** A refresh token that was exchanged for another one. */
    replacedAt: moment("replaced_at"),
    revokedAt: moment("revoked_at"),
  },
  (t) => [index("oauth_tokens_grant_id").on(t.grantId, t.kind), index("oauth_tokens_code_id").on(t.codeId)],
);

/** Something to tell an app over its webhook: the body as it is signed and sent. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    ...identity(),
    appId: idRef("app_id")
      .notNull()
      .references(() => apps.id, { onDelete: "cascade" }),
    /** Whose data it carries; null for a test. */
    grantId: idRef("grant_id").references(() => appGrants.id, { onDelete: "cascade" }),
    eventId: idRef("event_id").references(() => events.id, { onDelete: "cascade" }),
    vehicleId: idRef("vehicle_id").references(() => vehicles.id, { onDelete: "cascade" }),
    /** "trip:finished". */
    type: text("type").notNull(),
    body: text("body").notNull(),
    status: text("status", { enum: ["waiting", "arrived", "failed", "dropped"] })
      .notNull()
      .default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    /** When the next attempt is due; null: none is. */
    nextAttemptAt: moment("next_attempt_at"),
    createdAt: createdAt(),
    endedAt: moment("ended_at"),
  },
  (t) => [
    uniqueIndex("webhook_deliveries_once").on(t.eventId, t.grantId),
    index("webhook_deliveries_app_id").on(t.appId, t.id.desc()),
    index("webhook_deliveries_grant_id").on(t.grantId),
    index("webhook_deliveries_vehicle_id").on(t.vehicleId),
    index("webhook_deliveries_created_at").on(t.createdAt),
  ],
);

/** One try to deliver. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    id: idRef("id").primaryKey().generatedAlwaysAsIdentity(),
    deliveryId: idRef("delivery_id")
      .notNull()
      .references(() => webhookDeliveries.id, { onDelete: "cascade" }),
    at: moment("at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    /** HTTP status of the answer; null: there was none, and `error` says why. */
    status: integer("status"),
    error: text("error"),
    /** The first bytes of the answer. */
    answer: text("answer"),
  },
  (t) => [index("webhook_attempts_delivery_id").on(t.deliveryId)],
);

/** device: an adapter uploads · api_key: a program reads · login: a person signed in over an API · calendar: a feed is read. */
export const tokenKinds = ["device", "api_key", "login", "calendar"] as const;

/** A credential: only its SHA-256 is kept (the secret itself is random, so a fast hash is right). */
export const tokens = pgTable(
  "tokens",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: tokenKinds }).notNull(),
    /** The one device a device token may upload for. */
    deviceId: idRef("device_id"),
    /** The person a login or calendar token stands for; an API key of a person sees no more than they do. */
    userId: idRef("user_id").references(() => users.id, { onDelete: "cascade" }),
    /** The public API an API key or a login token is for, "carnot". */
    family: text("family").$type<KeyFamily>(),
    /** What an API key may do. */
    access: text("access", { enum: ["read", "write"] }),
    /** Who made an API key, or took it over; null: the command line, or nobody knows any more. */
    createdBy: idRef("created_by").references(() => users.id, { onDelete: "set null" }),
    name: text("name").notNull(),
    hash: text("hash").notNull().unique(),
    /** First and last characters, to recognise a token by. */
    hint: text("hint").notNull(),
    createdAt: createdAt(),
    lastUsedAt: moment("last_used_at"),
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
  },
  (t) => [
    index("tokens_account_id").on(t.accountId),
    index("tokens_device_id").on(t.deviceId),
    index("tokens_user_id").on(t.userId),
    index("tokens_created_by").on(t.createdBy),
    check("tokens_device_kind", sql`${t.kind} <> 'device' or ${t.deviceId} is not null`),
    check("tokens_api_key_kind", sql`${t.kind} <> 'api_key' or (${t.family} is not null and ${t.access} is not null)`),
    check("tokens_personal_kinds", sql`${t.kind} not in ('login', 'calendar') or ${t.userId} is not null`),
  ],
);
