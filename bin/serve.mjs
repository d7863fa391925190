import { closeSync, mkdirSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { createGroup } from "./group.mjs";
import { inRoot, root } from "./paths.mjs";
import { Refusal, say, stopRunning } from "./run.mjs";

const databaseCheckMs = 2000;
const parentCheckMs = 1000;

/** A busy port is said before anything else is started. */
function refuseBusyPort(port, host) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => {
      const reason =
        error.code === "EADDRINUSE" ? "is in use. Stop what uses it (Motorpool itself?), or choose another with PORT" : error.message;
      reject(new Refusal(`Port ${port} on ${host} ${reason}.`));
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(resolve));
  });
}

/** Loads a TypeScript module of the project into this process. */
export async function importTypeScript(path) {
  const { tsImport } = await import("tsx/esm/api");
  return tsImport(`./${path}`, `file://${root}/`);
}

/** The variables of this process, of `.env` and `more`, checked: what is wrong is said before anything is started. */
export async function readVariables(more) {
  const { addEnvFile } = await importTypeScript("server/env.ts");
  const { checkVariables } = await importTypeScript("server/cli-env.ts");
  const variables = addEnvFile(inRoot(".env"), { ...process.env, ...more, NEXT_TELEMETRY_DISABLED: "1" });
  try {
    const { PORT, HOST } = checkVariables(variables);
    await refuseBusyPort(PORT, HOST);
  } catch (error) {
    throw new Refusal(error.message);
  }
  return variables;
}

/** A running, migrated database and the environment that names it. */
export async function prepare(variables) {
  const { prepareEnvironment } = await importTypeScript("server/cli-env.ts");
  try {
    return await prepareEnvironment({ variables, say, handleSignals: false });
  } catch (error) {
    if (variables.DATABASE_URL && error.code) throw new Refusal(`The database that DATABASE_URL names cannot be used: ${error.message}.`);
    throw error.code ? error : new Refusal(error.message);
  }
}

/** In a terminal the processes' log lines go to a file, so that what is said to the person stays readable. */
function openOutput(dataDir) {
  if (!process.stdout.isTTY) return { output: "inherit", close: () => {} };
  const path = inRoot(dataDir, "motorpool.log");
  mkdirSync(dirname(path), { recursive: true });
  const output = openSync(path, "a", 0o600);
  say(`The log is in ${path}.`);
  return { output, close: () => closeSync(output) };
}

/**
 * Runs web and worker (and what `onReady` adds) until Ctrl-C, SIGTERM or a web server that cannot start; watches the embedded database.
 * Resolves when everything has stopped.
 */
export async function serve(prepared, { onReady }) {
  const { output, close } = openOutput(prepared.launcher.DATA_DIR);
  const group = createGroup({ env: prepared.variables, output });
  let wasReady = false;
  let stopping = false;
  let stopped;
  const finished = new Promise((resolve) => (stopped = resolve));
  const stop = async (exitCode) => {
    if (stopping) return;
    stopping = true;
    if (process.exitCode === undefined) process.exitCode = exitCode;
    clearInterval(watch);
    clearInterval(parentWatch);
    await Promise.all([stopRunning(), group.stop()]);
    await prepared.stop();
    close();
    stopped();
  };
  const watch = watchDatabase(prepared.database, () => stop(1));
  stopOnSignals(group, () => stop(0));
  const parentWatch = watchParent(() => stop(0));
  group.start("web server", ["server/web.ts"], {
    onReady: async () => {
      if (wasReady) return;
      wasReady = true;
      await onReady(group).catch((error) => stopping || process.stderr.write(`${error.stack}\n`));
    },
    onExit: () => {
      if (wasReady) return "restart";
      void stop(1);
      return "stop";
    },
  });
  group.start("worker", ["server/worker.ts"]);
  await finished;
}

function stopOnSignals(group, stop) {
  let asked = false;
  const onSignal = () => {
    if (asked) return group.kill();
    asked = true;
    say("Stopping…");
    void stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, onSignal);
}

/** npm does not pass SIGTERM on, but when it ends, so does the shell that started us. */
function watchParent(stop) {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    void stop();
  }, parentCheckMs);
  return timer;
}

function watchDatabase(database, giveUp) {
  let busy = false;
  return setInterval(async () => {
    if (busy || !database || database.isRunning()) return;
    busy = true;
    say("The database has ended; starting it again.");
    try {
      await database.restart();
    } catch (error) {
      process.stderr.write(`${error.message}\n`);
      giveUp();
    }
    busy = false;
  }, databaseCheckMs);
}
