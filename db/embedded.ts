import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { chooseBinaries } from "./embedded/binaries.ts";
import { isAlive, withLock } from "./embedded/lock.ts";
import { chooseRunAs } from "./embedded/run-as.ts";
import { type Cluster, findRunningPort, startServer, stopServer } from "./embedded/server.ts";

export interface EmbeddedOptions {
  /** The folder that keeps the data, the password and the log; made if missing. */
  directory: string;
  /** The folder of PostgreSQL's programs; else they are looked for. */
  pgBin?: string | undefined;
  /** False for throw-away databases: nothing waits for the disk. */
  durable?: boolean;
  firstPort?: number;
}

export interface EmbeddedDatabase {
  url: string;
  /** True if this call started the server, false if it ran already. */
  started: boolean;
  isRunning(): boolean;
  /** Starts the server again after a crash; throws if it cannot have its old port, because others know that one. */
  restart(): Promise<void>;
  /** Says that this process needs the server no longer; the last one to say so stops it. */
  release(): Promise<void>;
}

const user = "motorpool";
const databaseName = "motorpool";
const throwAwaySettings = ["fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 300"];
let leases = 0;

function readOrMakePassword(path: string): string {
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
  return readFileSync(path, "utf8").trim();
}

function describeCluster(directory: string, options: EmbeddedOptions): Cluster {
  const majors = readdirSync(directory).flatMap((name) => (/^pg-\d+$/.test(name) ? [Number(name.slice(3))] : []));
  const binaries = chooseBinaries(options.pgBin, majors);
  return {
    binaries,
    runAs: chooseRunAs(),
    dataDir: join(directory, `pg-${binaries.major}`),
    logFile: join(directory, `pg-${binaries.major}.log`),
    user,
    password: readOrMakePassword(join(directory, "database-password")),
    settings: options.durable === false ? throwAwaySettings : [],
    durable: options.durable !== false,
  };
}

async function ensureDatabase(url: string): Promise<void> {
  const server = new URL(url);
  server.pathname = "/postgres";
  const sql = postgres(server.href, { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${databaseName}`;
    if (found.length === 0) await sql`create database ${sql(databaseName)}`;
  } finally {
    await sql.end();
  }
}

/** Each process that uses the server leaves a file with its id; files of dead processes do not count. */
function countLeases(folder: string): number {
  for (const name of readdirSync(folder)) if (!isAlive(Number(name.split("-")[0]))) rmSync(join(folder, name), { force: true });
  return readdirSync(folder).length;
}

/**
 * Runs PostgreSQL for this installation, or joins the one that runs. On the loopback interface only, with a generated password.
 * Throws one sentence (and the end of the server's log) if no PostgreSQL is found or it does not start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const directory = resolve(options.directory);
  const leaseFolder = join(directory, "database-users");
  mkdirSync(leaseFolder, { recursive: true, mode: 0o700 });
  const lock = join(directory, "database-lock");
  const lease = join(leaseFolder, `${process.pid}-${++leases}`);
  return withLock(lock, async () => {
    const cluster = describeCluster(directory, options);
    cluster.runAs.own(directory);
    const running = findRunningPort(cluster);
    const port = running ?? (await startServer(cluster, options.firstPort ?? 54_329));
    const url = `postgres://${user}:${cluster.password}@127.0.0.1:${port}/${databaseName}`;
    await ensureDatabase(url);
    writeFileSync(lease, "");
    return {
      url,
      started: running === undefined,
      isRunning: () => findRunningPort(cluster) !== undefined,
      restart: () =>
        withLock(lock, async () => {
          const now = findRunningPort(cluster) ?? (await startServer(cluster, port));
          if (now !== port) throw new Error(`The database had to move from port ${port} to ${now}: start again.`);
        }),
      release: () =>
        withLock(lock, async () => {
          rmSync(lease, { force: true });
          if (countLeases(leaseFolder) === 0) await stopServer(cluster);
        }),
    };
  });
}
