import { sql } from "drizzle-orm";
import { boolean, check, doublePrecision, index, integer, jsonb, pgTable, primaryKey, real, text } from "drizzle-orm/pg-core";
import { createdAt, identity, idRef, moment } from "#db/columns.ts";
import type { TripEvidence } from "#server/domain/scoring/evidence.ts";
import type { Address } from "#server/domain/trips/places/address.ts";
import { distanceSources, fuelSources, qualityGrades, type TripTrack, tripEndReasons } from "#server/domain/trips/trip.ts";
import { accounts, drivers, users } from "./accounts.ts";
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

/** One packed row a trip: what maps and charts draw. */
export const tripTracks = pgTable("trip_tracks", {
  tripId: idRef("trip_id")
    .primaryKey()
    .references(() => trips.id, { onDelete: "cascade" }),
  track: jsonb("track").$type<TripTrack>().notNull(),
});

/** Stretches of time that a vehicle's trips have to be cut in again. */
export const recutRanges = pgTable(
  "recut_ranges",
  {
    id: idRef("id").primaryKey().generatedAlwaysAsIdentity(),
    vehicleId: idRef("vehicle_id")
      .notNull()
      .references(() => vehicles.id, { onDelete: "cascade" }),
    fromAt: moment("from_at").notNull(),
    toAt: moment("to_at").notNull(),
    /** False: samples changed. True: stored samples are cut again although none did, at low priority. */
    background: boolean("background").notNull().default(false),
  },
  (t) => [index("recut_ranges_vehicle_id").on(t.vehicleId)],
);

/** What people call a trip: "business". */
export const tripTags = pgTable(
  "trip_tags",
  {
    tripId: idRef("trip_id")
      .notNull()
      .references(() => trips.id, { onDelete: "cascade" }),
    tag: text("tag").notNull(),
    taggedBy: idRef("tagged_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tripId, t.tag] }), index("trip_tags_tagged_by").on(t.taggedBy)],
);

/** Streets by position, rounded to 1/10,000 degree (about 10 m), as the configured service answered. Public facts: of no account. */
export const streetAddresses = pgTable(
  "street_addresses",
  {
    latE4: integer("lat_e4").notNull(),
    lonE4: integer("lon_e4").notNull(),
    /** Null: the service knows none there. */
    address: jsonb("address").$type<Address>(),
    askedAt: moment("asked_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.latE4, t.lonE4] }),
    check("street_addresses_position", sql`abs(${t.latE4}) <= 900000 and abs(${t.lonE4}) <= 1800000`),
  ],
);
