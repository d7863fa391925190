import { index, jsonb, pgTable } from "drizzle-orm/pg-core";
import type { TripPoint, TripTotals } from "../../server/domain/trips/rollup.ts";
import { idRef, moment } from "../columns.ts";
import { accounts, drivers } from "./people.ts";
import { vehicles } from "./vehicles.ts";

/** All finished trips of a vehicle, added up, with the newest ones as points of its graphs, oldest first. */
export const vehicleRollups = pgTable(
  "vehicle_rollups",
  {
    vehicleId: idRef("vehicle_id")
      .primaryKey()
      .references(() => vehicles.id, { onDelete: "cascade" }),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    totals: jsonb("totals").$type<TripTotals>().notNull(),
    points: jsonb("points").$type<TripPoint[]>().notNull(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [index("vehicle_rollups_account_id").on(t.accountId)],
);

/** The same for a driver. */
export const driverRollups = pgTable(
  "driver_rollups",
  {
    driverId: idRef("driver_id")
      .primaryKey()
      .references(() => drivers.id, { onDelete: "cascade" }),
    accountId: idRef("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    totals: jsonb("totals").$type<TripTotals>().notNull(),
    points: jsonb("points").$type<TripPoint[]>().notNull(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [index("driver_rollups_account_id").on(t.accountId)],
);
