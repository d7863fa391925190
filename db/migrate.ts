import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { runMigrations as migrateQueue } from "graphile-worker";
import postgres from "postgres";

const folder = join(dirname(fileURLToPath(import.meta.url)), "migrations");
/** Any constant of our own: two processes that migrate at once take turns. */
const lockKey = 7_217_001;

/** Brings the database at `url` to the newest schema, ours and the job queue's. Safe to call from several processes at once. */
export async function migrateDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${lockKey})`;
    await migrate(drizzle(sql), { migrationsFolder: folder });
    await migrateQueue({ connectionString: url });
  } finally {
    await sql.end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env["DATABASE_URL"];
  if (!url) throw new Error("DATABASE_URL is not set. `npm start` migrates the embedded database by itself.");
  await migrateDatabase(url);
}
