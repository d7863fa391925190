import { bigint, timestamp, uuid } from "drizzle-orm/pg-core";

/** Columns every public row has: the integer id Carnot shows and the uuid Navirec shows. */
export const identity = () => ({
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  uid: uuid("uid").notNull().unique().defaultRandom(),
});

/** A reference to another row's integer id. */
export const idRef = (name: string) => bigint(name, { mode: "number" });

/** A moment, always stored in UTC. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

export const createdAt = () => moment("created_at").notNull().defaultNow();
