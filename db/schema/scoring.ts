import { date, index, integer, jsonb, pgTable, primaryKey, real, text, uniqueIndex } from "drizzle-orm/pg-core";
import { identity, idRef, moment } from "#db/columns.ts";
import type { DriverCard } from "#server/domain/scoring/score-driver.ts";
import type { Receipt } from "#server/domain/scoring/score-trip.ts";
import type { TripPoint, TripTotals } from "#server/domain/trips/rollup.ts";
import { accounts, drivers } from "./accounts.ts";
import { trips } from "./trips.ts";
import { vehicles } from "./vehicles.ts";

/** The score of a finished trip with its parts and receipts. A null part could not be measured; a null score has a reason. */
export const reportCards = pgTable("report_cards", {
  tripId: idRef("trip_id")
    .primaryKey()
    .references(() => trips.id, { onDelete: "cascade" }),
  tripRevision: integer("trip_revision").notNull(),
  modelVersion: integer("model_version").notNull(),
  driveScore: real("drive_score"),
  noScoreReason: text("no_score_reason"),
  hbr: real("hbr"),
  hac: real("hac"),
  spd: real("spd"),
  idl: real("idl"),
  clt: real("clt"),
  mil: real("mil"),
  speedingMode: text("speeding_mode", { enum: ["thresholds", "limits"] }).notNull(),
  receipts: jsonb("receipts").$type<Receipt[]>().notNull(),
  /** SHA-256 of the card: it differs when scoring again changed the card. */
  digest: text("digest").notNull().default(""),
  scoredAt: moment("scored_at").notNull().defaultNow(),
});

/** Vehicles whose trips from `fromAt` on need scoring again; one row a vehicle, the earliest moment wins. */
export const rescoreRanges = pgTable("rescore_ranges", {
  vehicleId: idRef("vehicle_id")
    .primaryKey()
    .references(() => vehicles.id, { onDelete: "cascade" }),
  fromAt: moment("from_at").notNull(),
});

/** Drivers whose scores from `fromAt` on need working out again; one row a driver, the earliest moment wins. */
export const rollUpRanges = pgTable("roll_up_ranges", {
  driverId: idRef("driver_id")
    .primaryKey()
    .references(() => drivers.id, { onDelete: "cascade" }),
  fromAt: moment("from_at").notNull(),
});

/** A driver's score over the 28 days up to and including `asOf` (the driver's last driving day of each ISO week). */
export const driverScores = pgTable(
  "driver_scores",
  {
    driverId: idRef("driver_id")
      .notNull()
      .references(() => drivers.id, { onDelete: "cascade" }),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    asOf: date("as_of", { mode: "string" }).notNull(),
    score: real("score"),
    card: jsonb("card").$type<DriverCard>().notNull(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.driverId, t.asOf] }), index("driver_scores_account_id").on(t.accountId)],
);

/** All finished trips of a vehicle, added up, with the newest ones as points of its graphs, oldest first. */
export const vehicleRollups = pgTable(
  "vehicle_rollups",
  {
    vehicleId: idRef("vehicle_id")
      .primaryKey()
      .references(() => vehicles.id, { onDelete: "cascade" }),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    totals: jsonb("totals").$type<TripTotals>().notNull(),
    points: jsonb("points").$type<TripPoint[]>().notNull(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [index("vehicle_rollups_account_id").on(t.accountId)],
);

/** The same for a driver. */
export const driverRollups = pgTable(
  "driver_rollups",
  {
    driverId: idRef("driver_id")
      .primaryKey()
      .references(() => drivers.id, { onDelete: "cascade" }),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    totals: jsonb("totals").$type<TripTotals>().notNull(),
    points: jsonb("points").$type<TripPoint[]>().notNull(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [index("driver_rollups_account_id").on(t.accountId)],
);

/** A badge a driver has earned; recomputed from the trips, so one may move or go when a trip changes. */
export const badgeAwards = pgTable(
  "badge_awards",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    driverId: idRef("driver_id")
      .notNull()
      .references(() => drivers.id, { onDelete: "cascade" }),
    badge: text("badge").notNull(),
    /** The trip that earned it. */
    tripId: idRef("trip_id").notNull(),
    earnedAt: moment("earned_at").notNull(),
    facts: jsonb("facts").$type<Record<string, number>>().notNull(),
  },
  (t) => [uniqueIndex("badge_awards_once").on(t.driverId, t.badge), index("badge_awards_account_id").on(t.accountId)],
);
