import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command, Option } from "commander";
import { type Database, openDatabase } from "#db/client.ts";
import { listAccounts } from "#db/queries/accounts/accounts.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { type ExportFilter, streamTripEvents, streamTrips } from "#db/queries/trips/export.ts";
import { commandLineScope } from "./auth/scope.ts";
import { prepareEnvironment } from "./cli-env.ts";
import { pickValues } from "./domain/accounts/audit/changes.ts";
import type { Scope } from "./domain/scope.ts";
import { type Column, eventColumns, tripColumns } from "./export/columns.ts";
import { readFilter, type Selection } from "./export/filter.ts";
import { type ExportFormat, exportFormats, writeRows } from "./export/write-rows.ts";
import { readOsUser } from "./os-user.ts";

type Options = Selection & { format: ExportFormat };

const program = new Command("npm run -s export --").description("Prints what is stored, for spreadsheets and scripts.");

addExport("trips", "every trip with all its figures, oldest first", tripColumns, streamTrips);
addExport("events", "the events of every trip: hard braking, hard acceleration, speeding, idling", eventColumns, streamTripEvents);

type Stream<Row> = (sql: Database["sql"], scope: Scope, filter: ExportFilter) => AsyncGenerator<Row>;

function addExport<Row>(name: string, description: string, columns: readonly Column<Row>[], stream: Stream<Row>): void {
  program
    .command(name)
    .description(description)
    .addOption(
      new Option("--format <format>", "csv (RFC 4180, UTF-8, with a header) or json (an array)").choices(exportFormats).default("csv"),
    )
    .option("--vehicle <name or number>", "only this vehicle")
    .option("--account <name>", "only this account; without it all")
    .option("--from <time>", "only trips that started then or later: ISO 8601 with zone, or a day (UTC)")
    .option("--to <time>", "only trips that started before: ISO 8601 with zone, or a day (UTC)")
    .addHelpText("after", columnHelp(columns))
    .action((options: Options) => run(name, { columns, stream }, options));
}

function columnHelp(columns: readonly Column<never>[]): string {
  const lines = columns.map(({ name, meaning }) => `  ${name.padEnd(18)} ${meaning}`);
  return ["\nColumns (missing values are empty in CSV, null in JSON):", ...lines].join("\n");
}

interface Source<Row> {
  columns: readonly Column<Row>[];
  stream: Stream<Row>;
}

async function run<Row>(name: string, { columns, stream }: Source<Row>, options: Options): Promise<void> {
  const environment = await prepareEnvironment({ say: (line) => process.stderr.write(`${line}\n`) });
  const database = openDatabase(environment.env.DATABASE_URL);
  try {
    const actor = { kind: "system", reason: "export", osUser: readOsUser() } as const;
    const accounts = await listAccounts(database.orm, actor);
    const selected = await readFilter(database.orm, accounts, options);
    const after = pickValues({ ...options, what: name }, ["what", "format", "vehicle", "from", "to"]);
    async function* rows() {
      for (const { accountId, filter } of selected) {
        const scope = commandLineScope(accountId, actor);
        await appendAudit(database.orm, scope, { at: new Date(), action: "data.exported", after });
        yield* stream(database.sql, scope, filter);
      }
    }
    await pipeline(Readable.from(writeRows(rows(), columns, options.format)), process.stdout);
  } finally {
    await database.close();
    await environment.stop();
  }
}

try {
  await program.parseAsync();
} catch (error) {
  // `export … | head` closes the pipe early; that is no error.
  if (!(error instanceof Error && "code" in error && (error.code === "EPIPE" || error.code === "ERR_STREAM_PREMATURE_CLOSE"))) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
