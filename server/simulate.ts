import { randomBytes } from "node:crypto";
import { Command, InvalidArgumentError, Option } from "commander";
import { pino } from "pino";
import { openDatabase } from "#db/client.ts";
import { scenarioNames, scenarios } from "#db/seed.ts";
import type { Scenario } from "#db/seeds/scenario.ts";
import { createIngestApi } from "./api/ingest/index.ts";
import { prepareEnvironment } from "./cli-env.ts";
import { AppError } from "./domain/errors.ts";
import { createFileStore } from "./files/file-store.ts";
import { createSpool } from "./files/spool.ts";
import { abortOnSignals } from "./import/interrupt.ts";
import { findFleetScope } from "./simulator/create-fleet.ts";
import { createFleet } from "./simulator/fleet.ts";
import { driveLive } from "./simulator/live.ts";
import { type LoadDeps, type LoadReport, loadFleet } from "./simulator/load-fleet.ts";
import { createProgress } from "./simulator/progress.ts";
import { compressUploads } from "./simulator/upload-fleet.ts";

interface Options {
  vehicles: number;
  hours: number;
  seed: string;
  account: string;
  end?: number;
  speed?: number;
  scenario?: keyof typeof scenarios;
  demo?: boolean;
  live?: boolean;
  password?: string;
  json?: boolean;
}

const command = new Command("npm run -s simulate --")
  .description("Drives simulated cars and uploads what they record through the ingestion route, then cuts and scores their trips.")
  .option("--vehicles <number>", "how many cars", readWhole, 5)
  .option("--hours <number>", "how long they have driven, one trip after another", readNumber, 24)
  .option("--seed <text>", "the same seed and end give the same samples", "1")
  .option("--account <name>", "the account they belong to, created if there is none", "Simulated fleet")
  .option("--end <time>", "ISO 8601 with zone: when the recording ends (now)", readTime)
  .option("--speed <factor>", "upload as the cars drive, this many times as fast as real time", readNumber)
  .addOption(new Option("--scenario <name>", "a prepared fleet instead of one of any size").choices(scenarioNames))
  .option("--demo", "the demo fleet; short for --scenario demo")
  .option("--live", "keep the demo fleet's cars driving in real time until stopped")
  .option("--password <password>", "of the users a scenario creates, for tests; generated when not given")
  .option("--json", "print what was created as JSON, on one line");

function readNumber(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError("It must be a number above 0.");
  return number;
}

function readWhole(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("It must be a whole number from 1 to 9999.");
  return Number(text);
}

function readTime(text: string): number {
  const at = /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError("It must be ISO 8601 with a zone, like 2026-03-01T08:00:00Z.");
  return at;
}

function pickScenario(options: Options): Scenario {
  if (options.demo || options.live) return scenarios.demo;
  return options.scenario ? scenarios[options.scenario] : createFleet(options);
}

/** Standard output is for the report. */
const createStderrLog = (level: string) => pino({ level, base: { process: "simulate" } }, pino.destination(2));

const generatePassword = () => randomBytes(12).toString("base64url");

async function keepDriving(deps: LoadDeps, scenario: Scenario): Promise<void> {
  const scope = await findFleetScope(deps, scenario.account);
  if (!scope) throw new AppError("not_found", `There is no account "${scenario.account}". Load it with: npm run simulate -- --demo`);
  await driveLive(
    { ...deps, log: createStderrLog("warn"), uploadEveryMs: 3000, pausesS: { first: [1, 20], between: [60, 240] } },
    scenario,
    scope,
  );
}

async function run(options: Options): Promise<LoadReport | undefined> {
  const progress = createProgress(process.stderr);
  const signal = abortOnSignals();
  const environment = await prepareEnvironment({ say: progress.say, handleSignals: false });
  const database = openDatabase(environment.env.DATABASE_URL);
  try {
    const now = () => new Date();
    const files = createFileStore(environment.env.DATA_DIR);
    const spool = createSpool(environment.env.DATA_DIR);
    const route = compressUploads(createIngestApi({ db: database.orm, now, log: createStderrLog("error"), spool }));
    const deps: LoadDeps = { db: database.orm, now, route, signal, databaseUrl: environment.env.DATABASE_URL, progress, files };
    const scenario = pickScenario(options);
    if (options.live) {
      await keepDriving(deps, scenario);
      return undefined;
    }
    const { password } = options;
    const passwordFor = () => password ?? generatePassword();
    return await loadFleet(deps, scenario, { passwordFor, end: options.end, speed: options.speed });
  } finally {
    await database.close();
    await environment.stop();
  }
}

function printReport({ account, vehicles, totals, signIn, seconds }: LoadReport): string {
  return [
    `${account}: ${vehicles} vehicles, ${totals.accepted} records stored (${totals.duplicates} came twice) in ${totals.batches} uploads, ${seconds} s.`,
    ...signIn.map(({ role, email, password }) => `Sign in as ${role}: ${email}  ${password}`),
  ].join("\n");
}

try {
  command.parse();
  const options = command.opts<Options>();
  const report = await run(options);
  if (report) process.stdout.write(`${options.json ? JSON.stringify(report) : printReport(report)}\n`);
  if (options.live) process.exitCode = 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode ??= 1;
}
