import { sql } from "drizzle-orm";
import { boolean, check, date, doublePrecision, index, integer, jsonb, pgTable, real, text, uniqueIndex } from "drizzle-orm/pg-core";
import { documentKinds } from "#server/domain/service/care.ts";
import { createdAt, identity, idRef, moment } from "../columns.ts";
import { accounts, drivers, users } from "./people.ts";
import { vehicles } from "./vehicles.ts";

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

/** A paper of a vehicle or a driver. The file lies in the data folder under a random name. */
export const documents = pgTable(
  "documents",
  {
    ...identity(),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    vehicleId: idRef("vehicle_id").references(() => vehicles.id, { onDelete: "cascade" }),
    driverId: idRef("driver_id").references(() => drivers.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: documentKinds }).notNull(),
    number: text("number"),
    /** Free words, `dinfo` of Carnot. */
    note: text("note"),
    issuedOn: date("issued_on", { mode: "string" }),
    expiresOn: date("expires_on", { mode: "string" }),
    /** What else came with it over an API, as it came. */
    meta: jsonb("meta").$type<Record<string, unknown>>().notNull().default({}),
    /** Null: only the facts are known. */
    storedName: text("stored_name").unique(),
    contentType: text("content_type"),
    sizeBytes: integer("size_bytes"),
    createdBy: idRef("created_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
    /** Set aside by its reader; the file goes when this is a while ago. */
    removedAt: moment("removed_at"),
  },
  (t) => [
    index("documents_account_id").on(t.accountId),
    index("documents_vehicle_id").on(t.vehicleId),
    index("documents_driver_id").on(t.driverId),
    index("documents_created_by").on(t.createdBy),
    check("documents_owner", sql`(${t.vehicleId} is null) <> (${t.driverId} is null)`),
  ],
);

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
