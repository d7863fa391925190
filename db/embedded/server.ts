import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import { isAlive } from "./lock.ts";
import type { RunAs } from "./run-as.ts";

/** One data folder and the programs that serve it. */
export interface Cluster {
  binaries: Binaries;
  runAs: RunAs;
  dataDir: string;
  logFile: string;
  user: string;
  password: string;
  /** Further lines for the server's configuration. */
  settings: readonly string[];
  /** False for throw-away data. */
  durable: boolean;
}

const settingsFile = "motorpool.conf";
const maxLogBytes = 10_000_000;
const crashPatienceMs = 10_000;

async function canBind(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

async function findFreePort(from: number): Promise<number> {
  for (let port = from; port < Math.min(from + 1000, 65_536); port++) if (await canBind(port)) return port;
  throw new Error(`No free port for the database from ${from} on.`);
}

function lastPort(cluster: Cluster): number | undefined {
  const path = join(cluster.dataDir, settingsFile);
  const port = existsSync(path) ? /^port = (\d+)$/m.exec(readFileSync(path, "utf8"))?.[1] : undefined;
  return port === undefined ? undefined : Number(port);
}

async function initialise(cluster: Cluster): Promise<void> {
  const fresh = `${cluster.dataDir}.new`;
  const passwordFile = `${cluster.dataDir}.password`;
  const run = async (locale: string): Promise<void> => {
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o700 });
    cluster.runAs.own(fresh);
    const options = [
      "--auth=scram-sha-256",
      `--username=${cluster.user}`,
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      `--locale=${locale}`,
    ];
    await cluster.runAs.run(join(cluster.binaries.bin, "initdb"), [
      "-D",
      fresh,
      "--no-instructions",
      ...options,
      ...(cluster.durable ? [] : ["--no-sync"]),
    ]);
  };
  writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
  cluster.runAs.own(passwordFile);
  try {
    // Where C.UTF-8 is unknown, plain C still stores and compares UTF-8; only the case of foreign letters suffers.
    await run("C.UTF-8").catch(() => run("C"));
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(join(fresh, "postgresql.conf"), `${readFileSync(join(fresh, "postgresql.conf"), "utf8")}\ninclude = '${settingsFile}'\n`);
  renameSync(fresh, cluster.dataDir);
}

function writeSettings(cluster: Cluster, port: number): void {
  const lines = [
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    // TCP only: a socket's path could be too long for the system, and its folder would need guarding.
    "unix_socket_directories = ''",
    "jit = off",
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    ...cluster.settings,
  ];
  const path = join(cluster.dataDir, settingsFile);
  writeFileSync(path, `${lines.join("\n")}\n`, { mode: 0o600 });
  cluster.runAs.own(path);
}

function readPostmasterFile(cluster: Cluster): string[] {
  const path = join(cluster.dataDir, "postmaster.pid");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
}

/** After a crash the file may name a process that has nothing to do with us, so the process itself is asked where that can be done. */
function isPostmaster(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const path = `/proc/${pid}/cmdline`;
  if (!existsSync("/proc/self/cmdline")) return true;
  return existsSync(path) && readFileSync(path, "utf8").includes("postgres");
}

/** The port a running server of this cluster listens on; undefined while none runs. */
export function findRunningPort(cluster: Cluster): number | undefined {
  const [pid, , , port] = readPostmasterFile(cluster);
  return pid && port && isPostmaster(Number(pid)) ? Number(port) : undefined;
}

/**
 * The pid file of a crash stays: by it PostgreSQL finds out whether processes of the dead server still use the data.
 * Only where its number has meanwhile become somebody else's, which would keep the server from starting for ever, it goes.
 */
function removeMisleadingPidFile(cluster: Cluster): void {
  const pid = Number(readPostmasterFile(cluster)[0]);
  if (pid > 0 && isAlive(pid) && !isPostmaster(pid)) rmSync(join(cluster.dataDir, "postmaster.pid"), { force: true });
}

async function startOnPort(cluster: Cluster, port: number): Promise<void> {
  writeSettings(cluster, port);
  removeMisleadingPidFile(cluster);
  if (existsSync(cluster.logFile) && statSync(cluster.logFile).size > maxLogBytes) renameSync(cluster.logFile, `${cluster.logFile}.1`);
  if (!existsSync(cluster.logFile)) writeFileSync(cluster.logFile, "", { mode: 0o600 });
  cluster.runAs.own(cluster.logFile);
  await cluster.runAs.run(join(cluster.binaries.bin, "pg_ctl"), [
    "start",
    "-D",
    cluster.dataDir,
    "-w",
    "-t",
    "60",
    "-s",
    "-l",
    cluster.logFile,
  ]);
}

/** The last port if it is free, else the next free one. After a crash the dead server's processes hold it a little longer. */
async function choosePort(cluster: Cluster, firstPort: number): Promise<number> {
  const last = lastPort(cluster);
  if (last === undefined) return findFreePort(firstPort);
  const deadline = Date.now() + (readPostmasterFile(cluster).length > 0 ? crashPatienceMs : 0);
  for (;;) {
    if (await canBind(last)) return last;
    if (Date.now() > deadline) return findFreePort(firstPort);
    await wait(100);
  }
}

/** Starts the cluster's server, making the cluster first if need be. Answers with its port: the last one if it is free, else the next free from `firstPort`. */
export async function startServer(cluster: Cluster, firstPort: number): Promise<number> {
  if (!existsSync(cluster.dataDir)) await initialise(cluster);
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(cluster, firstPort);
    try {
      await startOnPort(cluster, port);
      return port;
    } catch (error) {
      // Somebody may have taken the port since, or processes of a dead server are still at their end.
      if (attempt === 5) throw new Error(`PostgreSQL did not start:\n${tailLog(cluster)}`, { cause: error });
      await wait(1000);
    }
  }
}

function tailLog(cluster: Cluster): string {
  return existsSync(cluster.logFile) ? readFileSync(cluster.logFile, "utf8").trimEnd().split("\n").slice(-12).join("\n") : "";
}

export async function stopServer(cluster: Cluster): Promise<void> {
  if (findRunningPort(cluster) === undefined) return;
  const stop = (mode: string): Promise<string> =>
    cluster.runAs.run(join(cluster.binaries.bin, "pg_ctl"), ["stop", "-D", cluster.dataDir, "-m", mode, "-w", "-t", "30", "-s"]);
  await stop("fast").catch(() => stop("immediate"));
}
