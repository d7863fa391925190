import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "./embedded.ts";
import { createTemplate } from "./test-db.ts";

/** A PostgreSQL that lives as long as the tests, in a folder of its own. */
async function startThrowAwayServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), "motorpool-test-"));
  const database = await startEmbedded({ directory, pgBin: process.env["PG_BIN"] || undefined, durable: false, firstPort: 55_500 });
  const stop = async (): Promise<void> => {
    await database.release();
    rmSync(directory, { recursive: true, force: true });
  };
  return { url: database.url, stop };
}

/** vitest's global setup of the `db` project: a PostgreSQL of its own unless TEST_SERVER_URL names one. */
export default async function setup(): Promise<() => Promise<void>> {
  const given = process.env["TEST_SERVER_URL"];
  if (given) return createTemplate(given);
  const server = await startThrowAwayServer();
  process.env["TEST_SERVER_URL"] = server.url;
  const dropTemplate = await createTemplate(server.url);
  return async () => {
    await dropTemplate();
    await server.stop();
  };
}
