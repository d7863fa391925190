import { randomBytes } from "node:crypto";
import { type Database, openDatabase } from "#db/client.ts";
import { dropDatabase } from "#db/drop-database.ts";
import { migrateDatabase } from "#db/migrate.ts";

export interface ScratchDatabase extends Database {
  url: string;
  drop(): Promise<void>;
}

/** A migrated database of its own on the server of `serverUrl`, which is left as it was when it is dropped. */
export async function createScratchDatabase(serverUrl: string): Promise<ScratchDatabase> {
  const name = `motorpool_scratch_${randomBytes(6).toString("hex")}`;
  const server = openDatabase(serverUrl, { max: 1 });
  await server.sql.unsafe(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = openDatabase(url.href);
  const drop = async () => {
    await database.close();
    await dropDatabase(server.sql, name);
    await server.close();
  };
  try {
    await migrateDatabase(url.href);
  } catch (error) {
    await drop();
    throw error;
  }
  return { ...database, url: url.href, drop };
}
