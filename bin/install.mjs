import { existsSync, readFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";
import { Refusal, run, runNode, say } from "./run.mjs";

const readJson = (...parts) => JSON.parse(readFileSync(inRoot(...parts), "utf8"));

const mayBeMissing = ({ optional, devOptional, extraneous, os, cpu }) => optional || devOptional || extraneous || os || cpu;

/** npm writes down what it installed; that must be what the lock file says, apart from packages for other systems. */
function isInstalled() {
  if (!existsSync(inRoot("node_modules", ".package-lock.json"))) return false;
  const installed = readJson("node_modules", ".package-lock.json").packages;
  const wanted = Object.entries(readJson("package-lock.json").packages).filter(([path]) => path !== "");
  return wanted.every(([path, entry]) => (installed[path] ? installed[path].version === entry.version : mayBeMissing(entry)));
}

/** Installs the packages of the lock file when they are missing or others. */
export async function ensureInstalled() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 9)) throw new Refusal(`Node 20.9 or newer is needed; this is ${process.versions.node}.`);
  if (isInstalled()) return;
  say("Installing packages (half a minute)…");
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  const { code, output } = await (npm?.endsWith(".js") ? runNode([npm, ...args]) : run("npm", args));
  if (code !== 0) throw new Refusal(`The packages could not be installed:\n${output.trimEnd()}`);
}
