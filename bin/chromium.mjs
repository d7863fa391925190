import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { programs } from "./paths.mjs";
import { Refusal, run, runNode, say } from "./run.mjs";

/** Chromium without a window: it runs the tests in half the time that a whole browser takes. */
const headlessShell = "chromium-headless-shell";
const wholeBrowsers = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findInPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** A browser whose libraries are missing is there but does not start. */
async function starts(path) {
  return (await run(path, ["--version"])).code === 0;
}

async function findPlaywrights() {
  const { chromium } = await import("@playwright/test");
  if (!existsSync(chromium.executablePath())) {
    say("Fetching Chromium for the browser tests…");
    await runNode([programs.playwright, "install", "chromium"]);
  }
  const path = chromium.executablePath();
  return existsSync(path) && (await starts(path)) ? path : undefined;
}

/** For root on Debian only, as in a container: nobody else may install packages. */
async function installDebians() {
  const isDebian = existsSync("/etc/os-release") && /debian/i.test(readFileSync("/etc/os-release", "utf8"));
  if (!isDebian || process.getuid?.() !== 0) return undefined;
  say("Installing Debian's Chromium for the browser tests…");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env });
  await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", headlessShell], { env });
  return findInPath([headlessShell]);
}

/** The browser for the tests: CHROMIUM_PATH, else a headless shell (the system's, or the package), else a whole browser, else Playwright's own. */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (isProgram(given)) return given;
    throw new Refusal(`CHROMIUM_PATH (${given}) is not a program.`);
  }
  const found = findInPath([headlessShell]) ?? (await installDebians()) ?? findInPath(wholeBrowsers) ?? (await findPlaywrights());
  if (found) return found;
  throw new Refusal(
    "The browser tests need Chromium, and none could be found or fetched: install one, or set CHROMIUM_PATH to its program.",
  );
}
