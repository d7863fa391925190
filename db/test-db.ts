import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { type Database, openDatabase } from "./client.ts";
import { dropDatabase } from "./drop-database.ts";
import { migrateDatabase } from "./migrate.ts";

export interface TestDatabase extends Database {
  url: string;
  /** Closes the pools and drops the database. */
  drop(): Promise<void>;
}

/** The template's name, shared with the test processes through the environment; a name of its own for each run. */
const templateVariable = "TEST_TEMPLATE";

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Makes the migrated template that every test database is cloned from; the result drops it. Called once, before the first test file. */
export async function createTemplate(serverUrl: string): Promise<() => Promise<void>> {
  const template = `template_${randomBytes(6).toString("hex")}`;
  process.env[templateVariable] = template;
  const server = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await server.unsafe(`create database ${template}`);
  await migrateDatabase(databaseUrl(serverUrl, template));
  return async () => {
    await server.unsafe(`drop database ${template} with (force)`);
    await server.end();
  };
}

/** A fresh, migrated, empty database for one test file: cloned from the template in a few hundredths of a second. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env["TEST_SERVER_URL"];
  const template = process.env[templateVariable];
  if (!serverUrl || !template) throw new Error("No test server: run database tests through vitest's `db` project.");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const server = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await server.unsafe(`create database ${name} template ${template}`);
  const url = databaseUrl(serverUrl, name);
  const database = openDatabase(url, { max: 4 });
  return {
    ...database,
    url,
    drop: async () => {
      await database.close();
      await dropDatabase(server, name);
      await server.end();
    },
  };
}

/** How many cases a property test on the database tries: as many as TEST_CASES says, else the usual number. */
export function countCases(usual: number): number {
  return Number(process.env["TEST_CASES"] || usual);
}

/** How often the test of crashes kills a process: as often as TEST_KILLS says, else the usual number. */
export function countKills(usual: number): number {
  return Number(process.env["TEST_KILLS"] || usual);
}
