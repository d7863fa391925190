export { asc, eq } from "drizzle-orm";
