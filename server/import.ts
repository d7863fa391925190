import { Command } from "commander";
import { pino } from "pino";
import { openDatabase } from "#db/client.ts";
import { csvFields } from "#server/domain/telemetry/csv-units.ts";
import { createIngestApi } from "./api/ingest/index.ts";
import { prepareEnvironment } from "./cli-env.ts";
import { AppError } from "./domain/errors.ts";
import { createSpool } from "./files/spool.ts";
import { formats } from "./import/formats.ts";
import { type ImportReport, importFiles } from "./import/import-files.ts";
import { abortOnSignals } from "./import/interrupt.ts";
import { printReport } from "./import/print-report.ts";
import { createProgress } from "./import/progress.ts";

interface Options {
  format: string;
  device: string;
  account?: string;
  timeZone: string;
  map: string[];
  start?: string;
  json?: boolean;
}

const command = new Command("npm run -s import --")
  .description("Imports recordings through the ingestion route, as the device itself would upload them, and cuts them into trips.")
  .argument("<files...>", "plain or gzip; importing a file again changes nothing, an interrupted import goes on where it stopped")
  .requiredOption("--format <format>", "what the files are (see below)")
  .requiredOption("--device <serial>", "the device they are from")
  .option("--account <name>", "its account, when several have a device of this serial")
  .option("--time-zone <zone>", "IANA zone of times without one (cmap, csv at:local)", "UTC")
  .option("--map <column=field:unit>", "a column of a csv; repeat it or separate several with commas", collect, [])
  .option("--start <time>", "ISO 8601 with zone: when a recording without a date began; without it such files are laid out from 2001 on")
  .option("--json", "print the report as JSON")
  .addHelpText("after", helpText());

function collect(value: string, values: string[]): string[] {
  return [...values, value];
}

function helpText(): string {
  return [
    "\nFormats:",
    ...Object.entries(formats).map(([name, text]) => `  ${name.padEnd(10)} ${text}`),
    `\nFields of --map: ${csvFields.join(", ")}`,
    "Units of at: iso (default), s, ms, local, local(dd.MM.yyyy HH:mm:ss). Others: km/h mph m/s kn · C F K · km mi m ft · L/h gal/h · g/s · % fraction · V.",
    "\nExamples:",
    "  npm run -s import -- --format cmap --device GPS-1 --time-zone America/Chicago day*.csv.gz",
    '  npm run -s import -- --format csv --device OBD-7 --map "Time=at:local,Speed (mph)=speed_kmh:mph" --time-zone Europe/Berlin log.csv',
  ].join("\n");
}

function readStart(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const startMs = /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(startMs))
    throw new AppError("bad_request", `--start needs ISO 8601 with a zone, like 2026-03-01T08:00:00Z, not "${text}".`);
  return startMs;
}

async function run(files: string[], options: Options): Promise<ImportReport> {
  const startMs = readStart(options.start);
  const progress = createProgress(process.stderr);
  const signal = abortOnSignals();
  const environment = await prepareEnvironment({ say: progress.say, handleSignals: false });
  const database = openDatabase(environment.env.DATABASE_URL);
  try {
    const deps = { db: database.orm, now: () => new Date() };
    const log = pino({ level: "error", base: { process: "import" } }, pino.destination(2));
    const spool = createSpool(environment.env.DATA_DIR);
    const route = createIngestApi({ ...deps, log, spool, limits: { uploadsPerMinute: 1_000_000 } });
    const importDeps = { ...deps, databaseUrl: environment.env.DATABASE_URL, route, progress, signal };
    return await importFiles(importDeps, { ...options, startMs, files });
  } finally {
    await database.close();
    await environment.stop();
  }
}

try {
  command.parse();
  const options = command.opts<Options>();
  const report = await run(command.args, options);
  process.stdout.write(`${options.json ? JSON.stringify(report, null, 2) : printReport(report)}\n`);
  if (report.failures.length > 0 || report.problem !== null) process.exitCode ??= 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode ??= 1;
}
