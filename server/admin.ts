import { text } from "node:stream/consumers";
import { CommanderError, InvalidArgumentError } from "commander";
import { openDatabase } from "#db/client.ts";
import type { AdminContext, AdminSession } from "./admin/context.ts";
import { createProgram } from "./admin/program.ts";
import { prepareEnvironment } from "./cli-env.ts";
import { AppError } from "./domain/errors.ts";

const closers: (() => Promise<void>)[] = [];

async function open(): Promise<AdminSession> {
  const { env, stop } = await prepareEnvironment({ say: (line) => process.stderr.write(`${line}\n`) });
  const database = openDatabase(env.DATABASE_URL, { max: 2 });
  closers.push(() => database.close(), stop);
  const webhooks = { masterSecret: env.NEXTAUTH_SECRET, webhookNetworks: env.WEBHOOK_ALLOW_CIDRS };
  return { deps: { db: database.orm, now: () => new Date() }, publicUrl: env.PUBLIC_URL, webhooks };
}

const context: AdminContext = {
  open,
  readStdin: () => text(process.stdin),
  write: (output) => void process.stdout.write(output),
  say: (line) => void process.stderr.write(`${line}\n`),
};

/** 0: done · 1: it could not be done, and why is said · 2: not a command or not its options. */
function report(error: unknown): number {
  // What commander finds wrong it has said already; what our own reading of options finds, it has not.
  if (error instanceof InvalidArgumentError) process.stderr.write(`${error.message}\n`);
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const reason = error instanceof Error && error.cause instanceof Error && !(error instanceof AppError) ? error.cause : error;
  process.stderr.write(`${reason instanceof Error ? reason.message : reason}\n`);
  return 1;
}

try {
  await createProgram(context).parseAsync();
} catch (error) {
  process.exitCode = report(error);
} finally {
  for (const close of closers) await close();
}
