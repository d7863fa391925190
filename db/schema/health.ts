import { boolean, doublePrecision, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { identity, idRef, moment } from "#db/columns.ts";
import { accounts } from "./accounts.ts";
import { devices, vehicles } from "./vehicles.ts";

/** Fault codes as adapters report them; the history behind a vehicle's open codes. */
export const dtcReports = pgTable(
  "dtc_reports",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    deviceId: idRef("device_id")
      .notNull()
      .references(() => devices.id, { onDelete: "cascade" }),
    at: moment("at").notNull(),
    code: text("code").notNull(),
    status: text("status", { enum: ["stored", "pending", "cleared"] }).notNull(),
    mil: boolean("mil"),
  },
  (t) => [uniqueIndex("dtc_reports_natural_key").on(t.deviceId, t.at, t.code, t.status), index("dtc_reports_account_id").on(t.accountId)],
);

/** A vehicle's fault codes from opening to clearing; worked out from the reports, so rows come and go with late reports. */
export const dtcEpisodes = pgTable(
  "dtc_episodes",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    vehicleId: idRef("vehicle_id")
      .notNull()
      .references(() => vehicles.id, { onDelete: "cascade" }),
    code: text("code").notNull(),
    status: text("status", { enum: ["pending", "stored", "cleared"] }).notNull(),
    openedAt: moment("opened_at").notNull(),
    storedAt: moment("stored_at"),
    closedAt: moment("closed_at"),
    /** The trips it opened and closed in, which a new cut may remove; null between trips. */
    openedTripId: idRef("opened_trip_id"),
    closedTripId: idRef("closed_trip_id"),
    /** Odometer as far as it is known. */
    openedKm: doublePrecision("opened_km"),
    closedKm: doublePrecision("closed_km"),
    lat: doublePrecision("lat"),
    lon: doublePrecision("lon"),
    /** Driven between opening and closing (or now), and of that with the MIL on. */
    drivenM: doublePrecision("driven_m").notNull().default(0),
    milDrivenM: doublePrecision("mil_driven_m").notNull().default(0),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("dtc_episodes_natural_key").on(t.vehicleId, t.code, t.openedAt), index("dtc_episodes_account_id").on(t.accountId)],
);
