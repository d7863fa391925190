import { boolean, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, identity, idRef, moment } from "#db/columns.ts";
import type { GeofenceShape } from "#server/domain/alerts/alert.ts";
import { accounts } from "./accounts.ts";
import { vehicles } from "./vehicles.ts";

/** A place whose border matters. */
export const geofences = pgTable(
  "geofences",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    shape: jsonb("shape").$type<GeofenceShape>().notNull(),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("geofences_name_per_account").on(t.accountId, t.name)],
);

/** Whether a car is inside a geofence, as of the newest position that was looked at. */
export const geofenceStays = pgTable(
  "geofence_stays",
  {
    geofenceId: idRef("geofence_id")
      .notNull()
      .references(() => geofences.id, { onDelete: "cascade" }),
    vehicleId: idRef("vehicle_id")
      .notNull()
      .references(() => vehicles.id, { onDelete: "cascade" }),
    inside: boolean("inside").notNull(),
    /** When it last crossed the border; null: it was like this when first seen. */
    since: moment("since"),
    /** The position's time. */
    at: moment("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.geofenceId, t.vehicleId] }), index("geofence_stays_vehicle_id").on(t.vehicleId)],
);
