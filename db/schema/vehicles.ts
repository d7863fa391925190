import { boolean, index, integer, jsonb, pgTable, real, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";
import { fuelGrades } from "#server/domain/vehicles/traits.ts";
import type { UploadAnswer } from "../../server/domain/telemetry/upload-answer.ts";
import { createdAt, identity, idRef, moment } from "../columns.ts";
import { accounts, drivers } from "./people.ts";

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

/** One upload of a device: its answer is stored, so that a repeat gets the same one. */
export const uploadBatches = pgTable(
  "upload_batches",
  {
    ...identity(),
    deviceId: idRef("device_id")
      .notNull()
      .references(() => devices.id, { onDelete: "cascade" }),
    batchId: text("batch_id").notNull(),
    /** SHA-256 of the records, hex. */
    contentHash: text("content_hash").notNull(),
    /** Null while the batch is being stored. */
    answer: jsonb("answer").$type<UploadAnswer>(),
    receivedAt: moment("received_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("upload_batches_natural_key").on(t.deviceId, t.batchId)],
);

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
