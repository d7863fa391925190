import { execFile } from "node:child_process";
import { promisify } from "node:util";

const root = `${import.meta.dirname}/../../..`;

/** Builds the screens as `npm start` does, if they have changed: the web process serves them. */
export async function ensureBuilt(): Promise<void> {
  const script = 'import { ensureBuilt } from "./bin/build.mjs"; await ensureBuilt();';
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], { cwd: root });
}
