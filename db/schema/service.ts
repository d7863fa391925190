import { sql } from "drizzle-orm";
import { check, date, doublePrecision, index, integer, pgTable, real, text } from "drizzle-orm/pg-core";
import { createdAt, identity, idRef, moment } from "#db/columns.ts";
import { accounts, users } from "./accounts.ts";
import { documents } from "./documents.ts";
import { vehicles } from "./vehicles.ts";

/** Work that a vehicle needs again and again: after so many km, months or engine hours, whichever comes first. */
export const servicePlans = pgTable(
  "service_plans",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    vehicleId: idRef("vehicle_id")
      .notNull()
      .references(() => vehicles.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    everyKm: real("every_km"),
    everyMonths: integer("every_months"),
    everyEngineHours: real("every_engine_hours"),
    /** Where counting begins: the last time it was done, or when the plan was made. */
    lastOn: date("last_on", { mode: "string" }).notNull(),
    lastKm: doublePrecision("last_km"),
    lastEngineHours: doublePrecision("last_engine_hours"),
    archivedAt: moment("archived_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("service_plans_account_id").on(t.accountId),
    index("service_plans_vehicle_id").on(t.vehicleId),
    check("service_plans_interval", sql`coalesce(${t.everyKm}, ${t.everyMonths}, ${t.everyEngineHours}) is not null`),
  ],
);

/** Work that was done. */
export const serviceRecords = pgTable(
  "service_records",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    vehicleId: idRef("vehicle_id")
      .notNull()
      .references(() => vehicles.id, { onDelete: "cascade" }),
    /** Null: no plan asked for it. */
    planId: idRef("plan_id").references(() => servicePlans.id, { onDelete: "set null" }),
    name: text("name").notNull(),
    doneOn: date("done_on", { mode: "string" }).notNull(),
    odometerKm: doublePrecision("odometer_km"),
    engineHours: doublePrecision("engine_hours"),
    cost: doublePrecision("cost"),
    /** ISO 4217. */
    currency: text("currency"),
    note: text("note"),
    /** Who did it, as people call them. */
    doneBy: text("done_by"),
    recordedBy: idRef("recorded_by").references(() => users.id, { onDelete: "set null" }),
    documentId: idRef("document_id").references(() => documents.id, { onDelete: "set null" }),
    createdAt: createdAt(),
  },
  (t) => [
    index("service_records_account_id").on(t.accountId),
    index("service_records_vehicle_id").on(t.vehicleId),
    index("service_records_plan_id").on(t.planId),
    index("service_records_recorded_by").on(t.recordedBy),
    index("service_records_document_id").on(t.documentId),
  ],
);
