import { sql } from "drizzle-orm";
import { check, date, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, identity, idRef, moment } from "#db/columns.ts";
import { documentKinds } from "#server/domain/documents/kinds.ts";
import { accounts, drivers, users } from "./accounts.ts";
import { vehicles } from "./vehicles.ts";

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
