import { boolean, index, integer, jsonb, pgTable, real, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, identity, idRef, moment } from "#db/columns.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";
import { fuelGrades } from "#server/domain/vehicles/traits.ts";
import { accounts, drivers } from "./accounts.ts";

export const vehicles = pgTable(
  "vehicles",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    make: text("make"),
    model: text("model"),
    year: integer("year"),
    /** "EX", "GTI". */
    submodel: text("submodel"),
    /** Lower-case `#rrggbb`. */
    color: text("color"),
    plate: text("plate"),
    vin: text("vin"),
    vehicleClass: text("vehicle_class", { enum: ["car", "motorcycle", "van", "truck"] })
      .notNull()
      .default("car"),
    fuelType: text("fuel_type", { enum: ["unknown", "gasoline", "diesel", "hybrid", "electric"] })
      .notNull()
      .default("unknown"),
    transmission: text("transmission", { enum: ["unknown", "manual", "automatic"] })
      .notNull()
      .default("unknown"),
    fuelGrade: text("fuel_grade", { enum: fuelGrades }),
    /** Combined economy by the US agency's test, km a litre; null: not known. */
    epaKmPerL: real("epa_km_per_l"),
    tankL: real("tank_l"),
    batteryKwh: real("battery_kwh"),
    /** Driving faster raises an alert; null: no limit. */
    speedLimitKmh: real("speed_limit_kmh"),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [index("vehicles_account_id").on(t.accountId)],
);

/** Makes and models an account adds to ours, and the links it sets for any of them. */
export const vehicleModels = pgTable(
  "vehicle_models",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    make: text("make").notNull(),
    model: text("model").notNull(),
    imageUrl: text("image_url"),
    videoUrl: text("video_url"),
    /** True for one that is not in our own list. */
    added: boolean("added").notNull().default(true),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("vehicle_models_per_account").on(t.accountId, t.make, t.model)],
);

/** The adapter in a car. */
export const devices = pgTable(
  "devices",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    serial: text("serial").notNull(),
    firmware: text("firmware"),
    signalPct: real("signal_pct"),
    plugged: boolean("plugged"),
    /** When the adapter last said the three above. */
    reportedAt: moment("reported_at"),
    /** When the server last stored something from it. */
    lastUploadAt: moment("last_upload_at"),
    revokedAt: moment("revoked_at"),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("devices_serial_per_account").on(t.accountId, t.serial)],
);

/** Which vehicle a device sits in, over time; null ends are open. Ranges of one device never overlap. */
export const deviceAssignments = pgTable(
  "device_assignments",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    deviceId: idRef("device_id")
      .notNull()
      .references(() => devices.id, { onDelete: "cascade" }),
    vehicleId: idRef("vehicle_id")
      .notNull()
      .references(() => vehicles.id, { onDelete: "cascade" }),
    validFrom: moment("valid_from"),
    validTo: moment("valid_to"),
    createdAt: createdAt(),
  },
  (t) => [
    index("device_assignments_device_id").on(t.deviceId),
    index("device_assignments_vehicle_id").on(t.vehicleId),
    index("device_assignments_account_id").on(t.accountId),
  ],
);

/** Who drives which vehicle, over time. A trip belongs to the driver assigned when it starts; the latest start wins. */
export const driverAssignments = pgTable(
  "driver_assignments",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    driverId: idRef("driver_id")
      .notNull()
      .references(() => drivers.id, { onDelete: "cascade" }),
    vehicleId: idRef("vehicle_id")
      .notNull()
      .references(() => vehicles.id, { onDelete: "cascade" }),
    validFrom: moment("valid_from"),
    validTo: moment("valid_to"),
    createdAt: createdAt(),
  },
  (t) => [
    index("driver_assignments_driver_id").on(t.driverId),
    index("driver_assignments_vehicle_id").on(t.vehicleId),
    index("driver_assignments_account_id").on(t.accountId),
  ],
);

/** The newest known value of every signal of a vehicle, each with its own time. */
export const vehicleStates = pgTable(
  "vehicle_states",
  {
    vehicleId: idRef("vehicle_id")
      .primaryKey()
      .references(() => vehicles.id, { onDelete: "cascade" }),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** Time of the newest sample. */
    at: moment("at").notNull(),
    receivedAt: moment("received_at").notNull(),
    signals: jsonb("signals").$type<VehicleSignals>().notNull(),
  },
  (t) => [index("vehicle_states_account_id").on(t.accountId)],
);
