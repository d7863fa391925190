import { bigint, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, idRef, moment } from "#db/columns.ts";
import { accounts } from "./accounts.ts";
import { vehicles } from "./vehicles.ts";

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
