import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot, programs } from "./paths.mjs";
import { Refusal, runNode, say } from "./run.mjs";

const sources = ["app", "components", "db", "public", "server"];
const files = [
  "instrumentation-client.ts",
  "next.config.js",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];
const stamp = inRoot(".next", "motorpool-sources");

function* listFiles(path) {
  for (const entry of readdirSync(inRoot(path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* listFiles(join(path, entry.name));
    else if (!/\.test\.tsx?$/.test(entry.name)) yield join(path, entry.name);
  }
}

/** Changes whenever something that goes into the build does. */
function hashSources() {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  const all = [...sources.filter((path) => existsSync(inRoot(path))).flatMap((path) => [...listFiles(path)]), ...files];
  for (const path of all) if (existsSync(inRoot(path))) hash.update(`\0${path}\0`).update(readFileSync(inRoot(path)));
  return hash.digest("hex");
}

/** Builds the screens when their sources have changed since the last build. */
export async function ensureBuilt() {
  const hash = hashSources();
  if (existsSync(inRoot(".next", "BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  say("Building the screens (half a minute)…");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await runNode([programs.next, "build"], { env });
  if (code !== 0) throw new Refusal(`The build failed:\n${output.trimEnd()}`);
  writeFileSync(stamp, hash);
}
