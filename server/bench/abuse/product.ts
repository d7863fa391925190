import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Db } from "#db/client.ts";
import { startProcess } from "#server/bench/product-process.ts";
import type { Variables } from "#server/env.ts";
import type { ScratchDatabase } from "#server/scratch-database.ts";

/** The web server and the worker, as `npm start` runs them, on a database of their own. */
export interface Product {
  origin: string;
  db: Db;
  /** Resident memory of the web process now, bytes. */
  webMemoryB(): Promise<number>;
  stop(): Promise<void>;
}

/** Requests may name any network they come from, as behind a proxy; messages may go to this machine. */
const settings = { HOST: "127.0.0.1", TRUST_PROXY: "1", WEBHOOK_ALLOW_CIDRS: "127.0.0.0/8" };

export async function startProduct(database: ScratchDatabase, variables: Variables): Promise<Product> {
  const port = await findFreePort();
  const origin = `http://localhost:${port}`;
  const directory = await mkdtemp(join(tmpdir(), "motorpool-abuse-"));
  const places = { DATABASE_URL: database.url, DATA_DIR: directory, PORT: String(port), PUBLIC_URL: origin, NEXTAUTH_URL: origin };
  const [web, worker] = (["web", "worker"] as const).map((name) => startProcess(name, { ...variables, ...settings, ...places }));
  if (!web || !worker) throw new Error("Nothing was started.");
  const stop = async () => {
    await Promise.all([web.stop(), worker.stop()]);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await Promise.all([web.ready, worker.ready]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, db: database.orm, webMemoryB: () => readMemoryB(web.pid), stop };
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}

/** Linux tells it in pages of 4 KiB; elsewhere it is not known. */
async function readMemoryB(pid: number): Promise<number> {
  const [, pages] = (await readFile(`/proc/${pid}/statm`, "utf8").catch(() => "")).split(" ");
  return Number(pages) * 4096;
}
