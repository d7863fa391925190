import { boolean, date, index, integer, jsonb, pgTable, primaryKey, real, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, identity, idRef, moment } from "#db/columns.ts";
import { type AuditAction, type AuditValues, auditOrigins } from "#server/domain/accounts/audit/entry.ts";
import type { EmergencyContact } from "#server/domain/accounts/people.ts";

/** A fleet: the tenant every other row belongs to. */
export const accounts = pgTable("accounts", {
  ...identity(),
  name: text("name").notNull().unique(),
  /** Used where a trip has no position to take a zone from. */
  timeZone: text("time_zone").notNull().default("UTC"),
  /** True for the fleet that the simulator drives. */
  demo: boolean("demo").notNull().default(false),
  /** Who may make themselves a user over an API: anyone with a key of the account, or only those with an invitation. */
  registration: text("registration", { enum: ["invited", "open"] })
    .notNull()
    .default("invited"),
  /** Kilograms of CO2 for a litre of fuel and a kWh of charge; null: the defaults of server/domain/vehicles/carbon.ts. */
  co2KgPerLGasoline: real("co2_kg_per_l_gasoline"),
  co2KgPerLDiesel: real("co2_kg_per_l_diesel"),
  co2KgPerKwh: real("co2_kg_per_kwh"),
  /** Between these local times, "22:00" to "06:00", e-mail and push wait; null: never. */
  quietFrom: text("quiet_from"),
  quietTo: text("quiet_to"),
  /** ISO 4217: what costs are written in. */
  currency: text("currency").notNull().default("EUR"),
  /** What a litre of fuel and a kWh of charge cost, in that currency; null: not known, and trips have no cost. */
  pricePerLGasoline: real("price_per_l_gasoline"),
  pricePerLDiesel: real("price_per_l_diesel"),
  pricePerKwh: real("price_per_kwh"),
  /** US dollars for one unit of the currency; null: no cost in dollars, unless the currency is USD. */
  usdPerCurrency: real("usd_per_currency"),
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
    /** Whether alerts reach this person by e-mail and by push, besides the app. */
    alertEmail: boolean("alert_email").notNull().default(true),
    alertPush: boolean("alert_push").notNull().default(true),
    /** The newest alert this person has seen. */
    alertsReadId: idRef("alerts_read_id").notNull().default(0),
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
    gender: text("gender", { enum: ["M", "F", "O"] }),
    /** `1996-03-28`. */
    bornOn: date("born_on", { mode: "string" }),
    phone: text("phone"),
    emergencyContacts: jsonb("emergency_contacts").$type<EmergencyContact[]>().notNull().default([]),
    createdAt: createdAt(),
  },
  (t) => [
    index("drivers_account_id").on(t.accountId),
    uniqueIndex("drivers_user_per_account").on(t.accountId, t.userId),
    index("drivers_user_id").on(t.userId),
  ],
);

/** The one-time link with which the first owner is created. */
export const setupLinks = pgTable("setup_links", {
  hash: text("hash").primaryKey(),
  createdAt: createdAt(),
  expiresAt: moment("expires_at").notNull(),
  usedAt: moment("used_at"),
});

/** Lets one person register as a driver of the account, once. */
export const invitations = pgTable(
  "invitations",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    hash: text("hash").notNull().unique(),
    hint: text("hint").notNull(),
    /** Only this address may use it; null: whoever has it. */
    email: text("email"),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    revokedAt: moment("revoked_at"),
  },
  (t) => [index("invitations_account_id").on(t.accountId)],
);

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

/** What is known of the installation as a whole, in one row. */
export const installation = pgTable("installation", {
  id: boolean("id").primaryKey().default(true),
  /** The version of the rules of cutting that all stored samples were cut by, or are about to be. */
  cuttingVersion: integer("cutting_version").notNull(),
});

/**
 * Who did what, from where. Only added to: a trigger refuses to change or delete a row. Without foreign keys, and with names beside
 * the ids, because entries outlast what they are about.
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: idRef("id").primaryKey().generatedAlwaysAsIdentity(),
    /** Null: it is about the whole installation. */
    accountId: idRef("account_id"),
    at: moment("at").notNull(),
    action: text("action").$type<AuditAction>().notNull(),
    actorKind: text("actor_kind", { enum: ["user", "key", "device", "system", "anonymous"] }).notNull(),
    /** The user, API key or device that acted; null: the system, or somebody who has yet to sign in. */
    actorId: idRef("actor_id"),
    /** E-mail address, name of the key, serial of the device, user of the operating system, or which part of the server. */
    actorName: text("actor_name").notNull(),
    origin: text("origin", { enum: auditOrigins }).notNull(),
    /** The address the request came from, of IPv6 its /64; null on the server itself. */
    network: text("network"),
    /** The API key that a person's program used; null: none. */
    keyName: text("key_name"),
    /** The row it is about, of the kind the action begins with, and what that was called. */
    subjectId: idRef("subject_id"),
    subjectName: text("subject_name"),
    before: jsonb("before").$type<AuditValues>(),
    after: jsonb("after").$type<AuditValues>(),
  },
  (t) => [index("audit_entries_account_id").on(t.accountId, t.id)],
);
