import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, identity, idRef, moment } from "../columns.ts";

/** A fleet: the tenant every other row belongs to. */
export const accounts = pgTable("accounts", {
  ...identity(),
  name: text("name").notNull().unique(),
  /** Used where a trip has no position to take a zone from. */
  timeZone: text("time_zone").notNull().default("UTC"),
  /** True for the fleet that the simulator drives. */
  demo: boolean("demo").notNull().default(false),
  createdAt: createdAt(),
});

/** Someone who signs in. */
export const users = pgTable("users", {
  ...identity(),
  /** Stored lower case. */
  email: text("email").notNull().unique(),
  name: text("name").notNull(),
  passwordHash: text("password_hash").notNull(),
  units: text("units", { enum: ["metric", "imperial"] })
    .notNull()
    .default("metric"),
  /** Null: the browser's own zone. */
  timeZone: text("time_zone"),
  /** Raised to end every session of this user. */
  sessionVersion: integer("session_version").notNull().default(1),
  disabledAt: moment("disabled_at"),
  createdAt: createdAt(),
});

export const roles = ["owner", "manager", "driver", "viewer"] as const;

export const memberships = pgTable(
  "memberships",
  {
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    userId: idRef("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: roles }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.userId] }), index("memberships_user_id").on(t.userId)],
);

/** A person who drives; may be linked to a user. */
export const drivers = pgTable(
  "drivers",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    userId: idRef("user_id").references(() => users.id, { onDelete: "set null" }),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("drivers_account_id").on(t.accountId),
    uniqueIndex("drivers_user_per_account").on(t.accountId, t.userId),
    index("drivers_user_id").on(t.userId),
  ],
);

/** A credential: only its SHA-256 is kept (the secret itself is random, so a fast hash is right). */
export const tokens = pgTable(
  "tokens",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["device"] }).notNull(),
    /** The one device a device token may upload for. */
    deviceId: idRef("device_id"),
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
    check("tokens_device_kind", sql`${t.kind} <> 'device' or ${t.deviceId} is not null`),
  ],
);

/** The one-time link with which the first owner is created. */
export const setupLinks = pgTable("setup_links", {
  hash: text("hash").primaryKey(),
  createdAt: createdAt(),
  expiresAt: moment("expires_at").notNull(),
  usedAt: moment("used_at"),
});

/** Sessions that were signed out of before they ran out: their cookies are refused. */
export const endedSessions = pgTable(
  "ended_sessions",
  {
    id: uuid("id").primaryKey(),
    /** When the cookie would have run out anyway, and the row can go. */
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [index("ended_sessions_expires_at").on(t.expiresAt)],
);

/** Failed sign-ins by e-mail and by network; the wait grows with the failures and never locks for good. */
export const signInThrottles = pgTable("sign_in_throttles", {
  key: text("key").primaryKey(),
  failures: integer("failures").notNull(),
  lastFailureAt: moment("last_failure_at").notNull(),
  blockedUntil: moment("blocked_until").notNull(),
});
