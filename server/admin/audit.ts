import type { Command } from "commander";
import { type AuditEntry, type AuditFilter, listAuditEntries } from "#db/queries/accounts/audit-log.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { auditSubjects } from "#server/domain/accounts/audit/entry.ts";
import { AppError } from "#server/domain/errors.ts";
import { toIso } from "#server/domain/time.ts";
import type { Column } from "#server/export/columns.ts";
import { exportFormats, writeRows } from "#server/export/write-rows.ts";
import { listChoices } from "./choices.ts";
import { type AdminContext, addVerb, createNoun, type Run } from "./context.ts";
import { adminActor, findAccountCalled, findUserCalled } from "./find-rows.ts";
import { readChoice, readMoment, readNumber, readText } from "./read-options.ts";

type Options = Parameters<Run>[1];

/** Entries are read so many at once, so that a long log takes no more memory than a short one. */
const pageSize = 1000;
const shownByDefault = 50;

function toJson(value: object | null): string | null {
  return value && JSON.stringify(value);
}

const columns: readonly Column<AuditEntry>[] = [
  { name: "id", meaning: "counts up", value: ({ id }) => id },
  { name: "at", meaning: "when, UTC", value: ({ at }) => toIso(at.getTime()) },
  { name: "account_id", meaning: "", value: ({ accountId }) => accountId },
  { name: "actor_kind", meaning: "", value: ({ actorKind }) => actorKind },
  { name: "actor", meaning: "", value: ({ actorName }) => actorName },
  { name: "origin", meaning: "", value: ({ origin }) => origin },
  { name: "network", meaning: "", value: ({ network }) => network },
  { name: "key", meaning: "", value: ({ keyName }) => keyName },
  { name: "action", meaning: "", value: ({ action }) => action },
  { name: "subject_id", meaning: "", value: ({ subjectId }) => subjectId },
  { name: "subject", meaning: "", value: ({ subjectName }) => subjectName },
  { name: "before", meaning: "JSON", value: ({ before }) => toJson(before) },
  { name: "after", meaning: "JSON", value: ({ after }) => toJson(after) },
];

interface Selection {
  /** Null: every account, and the installation itself. */
  accountId: number | null;
  filter: Omit<AuditFilter, "limit">;
}

async function readSelection(deps: CommandDeps, options: Options): Promise<Selection> {
  const account = readText(options, "account");
  const accountId = account === undefined ? null : (await findAccountCalled(deps, account)).row.id;
  const user = readText(options, "user");
  const subject = readChoice(options, "subject", auditSubjects);
  const userId = user === undefined ? undefined : (await findUserCalled(deps, user, account)).row.id;
  const span = { from: readMoment(options, "from"), to: readMoment(options, "to") };
  return { accountId, filter: { ...span, userId, ...(subject && { subjects: [subject] }) } };
}

/** Newest first, page by page. */
async function* streamEntries({ db }: CommandDeps, { accountId, filter }: Selection): AsyncGenerator<AuditEntry> {
  let beforeId: number | undefined;
  do {
    const page = await listAuditEntries(db, { actor: adminActor, accountId }, { ...filter, beforeId, limit: pageSize });
    yield* page;
    beforeId = page.length < pageSize ? undefined : page.at(-1)?.id;
  } while (beforeId !== undefined);
}

function withSelection(command: Command): Command {
  return command
    .option("--account <account>", "only this account, by id or name; without it all, and the installation itself")
    .option("--user <user>", "only what this person did, by e-mail address or id")
    .option("--subject <subject>", `only what is about one of ${listChoices(auditSubjects)}`)
    .option("--from <time>", "from this moment on: ISO 8601 with a zone, or a day (UTC)")
    .option("--to <time>", "before this moment");
}

const toLine = (entry: AuditEntry) => Object.fromEntries(columns.map(({ name, value }) => [name, value(entry)]));

async function list({ deps }: Parameters<Run>[0], options: Options) {
  const { accountId, filter } = await readSelection(deps, options);
  const limit = readNumber(options, "limit") ?? shownByDefault;
  if (!Number.isInteger(limit) || limit < 1 || limit > pageSize) {
    throw new AppError("bad_request", `--limit is a number from 1 to ${pageSize}; audit export prints all.`);
  }
  return (await listAuditEntries(deps.db, { actor: adminActor, accountId }, { ...filter, limit })).map(toLine);
}

function addExporting(noun: Command, context: AdminContext): void {
  const command = noun.command("export").description("print all entries that match, newest first, for spreadsheets and scripts");
  withSelection(command)
    .option("--format <format>", `one of ${listChoices(exportFormats)} (default: csv)`)
    .action(async () => {
      const options: Options = command.optsWithGlobals();
      const format = readChoice(options, "format", exportFormats) ?? "csv";
      const { deps } = await context.open();
      for await (const text of writeRows(streamEntries(deps, await readSelection(deps, options)), columns, format)) context.write(text);
    });
}

export function createAuditNoun(context: AdminContext): Command {
  const noun = createNoun("audit", "who changed access, secrets, people and the fleet, from where and when");
  withSelection(addVerb(noun, context, "list", "list the newest entries", list)).option(
    "--limit <entries>",
    `how many (default: ${shownByDefault}, at most ${pageSize})`,
  );
  addExporting(noun, context);
  return noun;
}
