import { bigint, date, doublePrecision, index, integer, jsonb, pgTable, primaryKey, real, text } from "drizzle-orm/pg-core";
import type { TripEvidence } from "../../server/domain/scoring/evidence.ts";
import type { DriverCard } from "../../server/domain/scoring/score-driver.ts";
import type { Receipt } from "../../server/domain/scoring/score-trip.ts";
import {
  distanceSources,
  fuelSources,
  qualityGrades,
  type TripTrack,
  tripEndReasons,
  tripEventKinds,
} from "../../server/domain/trips/trip.ts";
import { createdAt, identity, idRef, moment } from "../columns.ts";
import { accounts, drivers } from "./people.ts";
import { devices, vehicles } from "./vehicles.ts";

export const trips = pgTable(
  "trips",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    vehicleId: idRef("vehicle_id")
      .notNull()
      .references(() => vehicles.id, { onDelete: "cascade" }),
    deviceId: idRef("device_id").references(() => devices.id, { onDelete: "set null" }),
    driverId: idRef("driver_id").references(() => drivers.id, { onDelete: "set null" }),
    /** `open` while the car may still be driving. */
    status: text("status", { enum: ["open", "finished"] }).notNull(),
    /** Starts at 1 and rises each time the figures of a finished trip change. */
    revision: integer("revision").notNull().default(1),
    startedAt: moment("started_at").notNull(),
    endedAt: moment("ended_at").notNull(),
    endReason: text("end_reason", { enum: tripEndReasons }).notNull(),
    /** While open: when silence alone ends the trip. */
    finishAfter: moment("finish_after"),
    startLat: doublePrecision("start_lat"),
    startLon: doublePrecision("start_lon"),
    endLat: doublePrecision("end_lat"),
    endLon: doublePrecision("end_lon"),
    /** Nearest town, "Oak Park, Illinois, US"; null without a position. */
    startPlace: text("start_place"),
    endPlace: text("end_place"),
    /** The part of that town, "The Rocks"; null where none is nearer than the town itself. */
    startQuarter: text("start_quarter"),
    endQuarter: text("end_quarter"),
    startTimeZone: text("start_time_zone").notNull(),
    endTimeZone: text("end_time_zone").notNull(),
    distanceM: doublePrecision("distance_m").notNull(),
    gpsDistanceM: doublePrecision("gps_distance_m"),
    distanceSource: text("distance_source", { enum: distanceSources }).notNull(),
    durationS: doublePrecision("duration_s").notNull(),
    movingS: integer("moving_s").notNull(),
    idlingS: integer("idling_s").notNull(),
    over70MphS: integer("over_70_mph_s").notNull(),
    over75MphS: integer("over_75_mph_s").notNull(),
    over80MphS: integer("over_80_mph_s").notNull(),
    meanMovingKmh: real("mean_moving_kmh"),
    maxSpeedKmh: real("max_speed_kmh"),
    hardBrakes: integer("hard_brakes").notNull(),
    hardAccels: integer("hard_accels").notNull(),
    fuelL: doublePrecision("fuel_l"),
    fuelSource: text("fuel_source", { enum: fuelSources }),
    energyKwh: doublePrecision("energy_kwh"),
    co2Kg: doublePrecision("co2_kg"),
    /** Shares of moving time (city, highway) and of distance (night). */
    cityFraction: real("city_fraction"),
    highwayFraction: real("highway_fraction"),
    nightFraction: real("night_fraction"),
    odometerStartKm: doublePrecision("odometer_start_km"),
    odometerEndKm: doublePrecision("odometer_end_km"),
    quality: text("quality", { enum: qualityGrades }).notNull(),
    sampleCount: integer("sample_count").notNull(),
    /** Events beyond what a trip stores: its trip_events are the strongest of each kind. */
    omittedEvents: integer("omitted_events").notNull().default(0),
    /** Google's encoded polyline, 5 digits; null without positions. */
    polyline: text("polyline"),
    /** What scoring needs to know of the trip, so that a score never reads samples. */
    evidence: jsonb("evidence").$type<TripEvidence>().notNull(),
    /** SHA-256 of all that was worked out from the samples: tells whether a new cut changed the trip. */
    digest: text("digest").notNull(),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [
    // Lists and pages of an account, a vehicle and a driver, newest first; ids break ties.
    index("trips_account_started").on(t.accountId, t.startedAt.desc(), t.id.desc()),
    // The page of a vehicle is served by trips_vehicle_started: unique and deferrable, so it stands in the SQL migrations alone.
    index("trips_driver_started").on(t.driverId, t.startedAt.desc()),
    index("trips_device_id").on(t.deviceId),
  ],
);

export const tripEvents = pgTable(
  "trip_events",
  {
    ...identity(),
    tripId: idRef("trip_id")
      .notNull()
      .references(() => trips.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: tripEventKinds }).notNull(),
    basis: text("basis", { enum: ["counter", "score"] }).notNull(),
    at: moment("at").notNull(),
    endedAt: moment("ended_at").notNull(),
    lat: doublePrecision("lat"),
    lon: doublePrecision("lon"),
    peak: real("peak").notNull(),
    tier: integer("tier").notNull(),
    startDistanceM: doublePrecision("start_distance_m").notNull(),
    endDistanceM: doublePrecision("end_distance_m").notNull(),
  },
  (t) => [index("trip_events_trip_id").on(t.tripId, t.at)],
);

/** One packed row a trip: what maps and charts draw. */
export const tripTracks = pgTable("trip_tracks", {
  tripId: idRef("trip_id")
    .primaryKey()
    .references(() => trips.id, { onDelete: "cascade" }),
  track: jsonb("track").$type<TripTrack>().notNull(),
});

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
  /** SHA-256 of the card: tells whether scoring again changed it. */
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

/** What happened, appended in the transaction that caused it. Webhooks, streams and screens read from here. */
export const events = pgTable(
  "events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    type: text("type").notNull(),
    vehicleId: idRef("vehicle_id").references(() => vehicles.id, { onDelete: "cascade" }),
    tripId: idRef("trip_id"),
    /** When it happened on the road; `createdAt` is when the server knew. */
    at: moment("at").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [index("events_account_id").on(t.accountId, t.id), index("events_vehicle_id").on(t.vehicleId)],
);
