import { tmpdir } from "node:os";
import { Command } from "commander";
import { pino } from "pino";
import { createIngestApi } from "./api/ingest/index.ts";
import { prepareEnvironment } from "./cli-env.ts";
import { createSpool } from "./files/spool.ts";
import { abortOnSignals } from "./import/interrupt.ts";
import { createProgress } from "./import/progress.ts";
import { createScratchDatabase } from "./scratch-database.ts";
import type { Check } from "./validate/check.ts";
import { createGarage } from "./validate/garage.ts";
import { printSet } from "./validate/print-checks.ts";
import { type DataSet, findSets } from "./validate/sets.ts";

const command = new Command("npm run -s validate --")
  .description("Imports public recordings into a scratch database, runs the pipeline and holds the trips against reference figures.")
  .argument("<folder>", "a folder with cmap*, envirocar*, drive-cycles*, carobd* or openxc* folders in it, or one of these")
  .option("--all", "print every figure, not only those that miss")
  .addHelpText("after", "\nExits with 1 when a figure misses its tolerance. The scratch database is dropped at the end.");

/** True when every figure of every set is within its tolerance. */
async function run(folder: string, all: boolean): Promise<boolean> {
  const sets = await findSets(folder);
  const signal = abortOnSignals();
  const environment = await prepareEnvironment({ say: sayOnStderr, handleSignals: false });
  try {
    let passed = true;
    for (const set of sets) {
      const checks = await validateSet(environment.env.DATABASE_URL, set, signal);
      process.stdout.write(`${printSet(set.name, checks, all)}\n`);
      passed &&= checks.length > 0 && checks.every(({ ok }) => ok);
    }
    return passed;
  } finally {
    await environment.stop();
  }
}

async function validateSet(serverUrl: string, set: DataSet, signal: AbortSignal): Promise<Check[]> {
  sayOnStderr(`${set.name}: importing …`);
  const database = await createScratchDatabase(serverUrl);
  try {
    const deps = { db: database.orm, now: () => new Date() };
    const log = pino({ level: "error", base: { process: "validate" } }, pino.destination(2));
    const route = createIngestApi({ ...deps, log, spool: createSpool(tmpdir()), limits: { uploadsPerMinute: 1_000_000 } });
    const progress = { ...createProgress(process.stderr), endFile: () => {} };
    const garage = await createGarage({ ...deps, databaseUrl: database.url, route, progress, signal }, database.sql);
    return await set.validate(garage, set.folder);
  } finally {
    await database.drop();
  }
}

function sayOnStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  command.parse();
  const passed = await run(command.args[0] ?? "", command.opts<{ all?: boolean }>().all ?? false);
  process.stdout.write(passed ? "\nAll figures are within their tolerances.\n" : "\nSome figures miss their tolerances.\n");
  process.exitCode ??= passed ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode ??= 1;
}
