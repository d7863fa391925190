import { sql } from "drizzle-orm";
import { boolean, check, date, index, integer, jsonb, pgTable, primaryKey, real, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { EmergencyContact } from "#server/domain/accounts/people.ts";
import type { KeyFamily } from "#server/domain/apps/api-families.ts";
import { createdAt, identity, idRef, moment } from "../columns.ts";

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
