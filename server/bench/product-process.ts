import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Variables } from "#server/env.ts";

export interface ProductProcess {
  pid: number;
  /** Resolves when it works; rejects when it ends before. */
  ready: Promise<void>;
  stop(): Promise<void>;
}

/** A process of the product as it is run, with this environment. */
export function startProcess(name: "web" | "worker", variables: Variables): ProductProcess {
  const env = { ...variables, NODE_ENV: "production" as const, LOG_LEVEL: "info" };
  const child = spawn(process.execPath, ["--import", "tsx", `${import.meta.dirname}/../${name}.ts`], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const kill = () => child.kill("SIGTERM");
  // It must not outlive a benchmark that is broken off.
  process.once("exit", kill);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => line.includes(`${name}: ready`) && resolve());
    void ended.then(() => reject(new Error(`The ${name} process ended before it was ready.`)));
  });
  // Who stops it early does not wait for it.
  ready.catch(() => {});
  const stop = async () => {
    kill();
    await ended;
    process.off("exit", kill);
  };
  return { pid: child.pid ?? 0, ready, stop };
}
