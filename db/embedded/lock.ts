import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const heldHere = new Set<string>();

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/** True while a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/** The file appears with its holder already written in it, so nobody reads it half made. */
function tryTake(path: string): boolean {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid), { mode: 0o600 });
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Moves the file of a dead holder aside; puts it back if somebody else has taken the lock in between. */
function removeStale(path: string): void {
  const aside = `${path}.stale-${process.pid}`;
  try {
    const holder = readFileSync(path, "utf8");
    if (Number(holder) !== process.pid && isAlive(Number(holder))) return;
    renameSync(path, aside);
    if (readFileSync(aside, "utf8") !== holder) linkSync(aside, path);
    rmSync(aside);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
}

/** Runs `work` while no other process does; waits for at most a minute. */
export async function withLock<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + 60_000;
  while (heldHere.has(path) || !tryTake(path)) {
    if (Date.now() > deadline) throw new Error(`Another process holds ${path}. Remove the file if none is running.`);
    if (!heldHere.has(path)) removeStale(path);
    await wait(50);
  }
  heldHere.add(path);
  try {
    return await work();
  } finally {
    heldHere.delete(path);
    rmSync(path, { force: true });
  }
}
