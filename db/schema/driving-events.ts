import { doublePrecision, index, integer, jsonb, pgTable, real, text } from "drizzle-orm/pg-core";
import { identity, idRef, moment } from "#db/columns.ts";
import type { DriveMemory } from "#server/domain/driving-events/live/memory.ts";
import { tripEventKinds } from "#server/domain/trips/trip.ts";
import { trips } from "./trips.ts";
import { vehicles } from "./vehicles.ts";

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

/** Up to where a car's drive has been looked through, and what was reported of the last minutes. */
export const driveWatches = pgTable("drive_watches", {
  vehicleId: idRef("vehicle_id")
    .primaryKey()
    .references(() => vehicles.id, { onDelete: "cascade" }),
  memory: jsonb("memory").$type<DriveMemory>().notNull(),
  updatedAt: moment("updated_at").notNull().defaultNow(),
});
