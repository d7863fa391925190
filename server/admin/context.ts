import { Command } from "commander";
import type { WebhookSettings } from "#server/commands/apps/apps.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { printJson, printTable } from "./output.ts";

/** What the commands of the command line work with once the environment is ready. */
export interface AdminSession {
  deps: CommandDeps;
  /** Where people reach the server. */
  publicUrl: string;
  webhooks: WebhookSettings;
}

export interface AdminContext {
  /** Prepares the environment and the database; `--help` needs neither. */
  open(): Promise<AdminSession>;
  readStdin(): Promise<string>;
  write(text: string): void;
  /** A line on how far a long command is, beside its output. */
  say(line: string): void;
}

type Options = Record<string, string | boolean | readonly string[] | undefined>;
/** One row or several, printed as JSON or as a table. */
export type Output = object | readonly object[];
export type Run = (session: AdminSession, options: Options) => Promise<Output>;

/** What was given, as options; an argument counts like the option of its name. A noun with an action of its own takes options for its verbs. */
function readOptions(command: Command): Options {
  const given = command.registeredArguments.map((argument, index) => [argument.name(), command.args[index]]);
  return { ...Object.fromEntries(given), ...command.optsWithGlobals() };
}

/** Gives a command its action: prepare, run, print. Every one of them takes `--json`. */
export function withAction(command: Command, context: AdminContext, run: Run): Command {
  return command.option("--json", "print one JSON value instead of a table").action(async () => {
    const options = readOptions(command);
    const output = await run(await context.open(), options);
    context.write(options["json"] ? printJson(output) : printTable(output));
  });
}

/** A noun: `npm run -s admin -- <noun> <verb>`. */
export function createNoun(name: string, description: string): Command {
  return new Command(name).description(description).helpCommand(false);
}

/** A verb of a noun; add its options to what this returns. */
export function addVerb(noun: Command, context: AdminContext, name: string, description: string, run: Run): Command {
  return withAction(noun.command(name).description(description), context, run);
}
