import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "./embedded.ts";
import { createTemplate } from "./test-db.ts";

export interface TestServer {
  url: string;
  stop(): Promise<void>;
}

/** The server TEST_SERVER_URL names, else a PostgreSQL in a folder of its own that lives until `stop`. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env["TEST_SERVER_URL"];
  if (given) return { url: given, stop: async () => {} };
  const directory = mkdtempSync(join(tmpdir(), "motorpool-test-"));
  const database = await startEmbedded({ directory, pgBin: process.env["PG_BIN"] || undefined, durable: false, firstPort: 55_500 });
  const stop = async (): Promise<void> => {
    await database.release();
    rmSync(directory, { recursive: true, force: true });
  };
  return { url: database.url, stop };
}

/** vitest's global setup of the `db` project. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  process.env["TEST_SERVER_URL"] = server.url;
  const dropTemplate = await createTemplate(server.url);
  return async () => {
    await dropTemplate();
    await server.stop();
  };
}
