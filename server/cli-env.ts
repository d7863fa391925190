import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type EmbeddedDatabase, startEmbedded } from "#db/embedded.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { addEnvFile, type Env, type LauncherEnv, readEnv, readLauncherEnv, type Variables } from "./env.ts";

export interface PreparedEnvironment {
  env: Env;
  launcher: LauncherEnv;
  /** The whole environment for a child process. */
  variables: Variables;
  /** Absent when DATABASE_URL names a database of the installation's own. */
  database?: EmbeddedDatabase;
  /** Stops the database again if nobody else uses it. */
  stop(): Promise<void>;
}

export interface PrepareOptions {
  variables?: Variables;
  /** Tells the person what takes a moment. */
  say?: (line: string) => void;
  /** False for a caller that handles Ctrl-C and SIGTERM itself. */
  handleSignals?: boolean;
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function readOrMakeSecret(directory: string): string {
  const path = join(directory, "nextauth-secret");
  if (!existsSync(path)) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(path, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  }
  return readFileSync(path, "utf8").trim();
}

async function openEmbedded(directory: string, launcher: LauncherEnv, say: (line: string) => void): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ directory, pgBin: launcher.PG_BIN });
  if (database.started) say(`Started the database in ${directory}.`);
  return database;
}

function stopOnSignals(stop: () => Promise<void>): void {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.once(signal, () => void stop().finally(() => process.exit(code)));
  }
}

/** Reads what can be read before there is a database or a generated secret: wrong values are refused before anything is started. */
export function checkVariables(variables: Variables): Env {
  const { NEXTAUTH_SECRET, DATABASE_URL } = readLauncherEnv(variables);
  const standIns = {
    NEXTAUTH_SECRET: NEXTAUTH_SECRET ?? randomBytes(32).toString("hex"),
    DATABASE_URL: DATABASE_URL ?? "postgres://unknown@127.0.0.1/unknown",
  };
  return readEnv({ ...variables, ...standIns });
}

/**
 * What every command that a person starts needs: the checked environment (process, `.env`, generated secrets) and a migrated, running database.
 * Starts the embedded database if DATABASE_URL is not set and it does not run; call `stop` at the end.
 */
export async function prepareEnvironment(options: PrepareOptions = {}): Promise<PreparedEnvironment> {
  const given = addEnvFile(join(root, ".env"), options.variables ?? process.env);
  const launcher = readLauncherEnv(given);
  checkVariables(given);
  const directory = resolve(root, launcher.DATA_DIR);
  const secret = launcher.NEXTAUTH_SECRET ?? readOrMakeSecret(directory);
  const database = launcher.DATABASE_URL ? undefined : await openEmbedded(directory, launcher, options.say ?? (() => {}));
  const stop = async (): Promise<void> => database?.release();
  try {
    const url = launcher.DATABASE_URL ?? database?.url;
    const env = readEnv({ ...given, NEXTAUTH_SECRET: secret, DATABASE_URL: url });
    await migrateDatabase(env.DATABASE_URL);
    if (options.handleSignals !== false) stopOnSignals(stop);
    const variables = { ...given, DATABASE_URL: url, NEXTAUTH_SECRET: secret, NEXTAUTH_URL: env.PUBLIC_URL, PUBLIC_URL: env.PUBLIC_URL };
    return { env, launcher, variables, ...(database && { database }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
