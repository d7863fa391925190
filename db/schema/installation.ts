import { boolean, integer, pgTable } from "drizzle-orm/pg-core";

/** What is known of the installation as a whole, in one row. */
export const installation = pgTable("installation", {
  id: boolean("id").primaryKey().default(true),
  /** The version of the rules of cutting that all stored samples were cut by, or are about to be. */
  cuttingVersion: integer("cutting_version").notNull(),
});
