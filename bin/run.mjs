import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

export const say = (line) => process.stdout.write(`${line}\n`);

const running = new Set();
let stopped = false;

/** Ends what `run` has started and not seen the end of; those who wait for it get a refusal. */
export async function stopRunning() {
  stopped = true;
  await Promise.all([...running].map((child) => new Promise((resolve) => child.once("close", resolve).kill("SIGTERM"))));
}

/**
 * Runs a program to its end. `show: true` lets it write to the terminal while it runs; its output is collected either way.
 * Never throws for a failing program: look at `code`.
 */
export function run(command, args, { env = process.env, show = false, input = "" } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["pipe", "pipe", "pipe"] });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    running.add(child);
    let output = "";
    let stdout = "";
    const collect = (stream, target) => (chunk) => {
      output += chunk;
      if (stream === "stdout") stdout += chunk;
      if (show) target.write(chunk);
    };
    child.stdout.on("data", collect("stdout", process.stdout));
    child.stderr.on("data", collect("stderr", process.stderr));
    child.on("error", (error) => resolve({ code: 127, output: error.message, stdout }));
    child.on("close", (code) => {
      running.delete(child);
      if (stopped) reject(new Refusal("Stopped."));
      else resolve({ code: code ?? 1, output, stdout });
    });
  });
}

/** Runs a program of the project with this Node; with tsx's loader for TypeScript. */
export const runNode = (args, options) => run(process.execPath, args, options);
export const runTypeScript = (args, options) => run(process.execPath, ["--import", "tsx", ...args], options);

/** An error whose message is all a person needs. */
export class Refusal extends Error {}

/** Runs a command's main function: a refusal is said in its own words, anything else with its stack. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Refusal ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}
