import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Variables } from "../env.ts";

export interface WorkerProcess {
  /** Resolves when it takes jobs; rejects when it ends before. */
  ready: Promise<void>;
  stop(): Promise<void>;
}

/** The worker as the product runs it, with this environment. */
export function startWorker(variables: Variables): WorkerProcess {
  const env = { ...variables, NODE_ENV: "production" as const, LOG_LEVEL: "info" };
  const child = spawn(process.execPath, ["--import", "tsx", `${import.meta.dirname}/../worker.ts`], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => line.includes("worker: ready") && resolve());
    void ended.then(() => reject(new Error("The worker ended before it was ready.")));
  });
  // Who stops it early does not wait for it.
  ready.catch(() => {});
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { ready, stop };
}
