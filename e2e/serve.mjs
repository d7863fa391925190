import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main, Refusal, runTypeScript, say } from "../bin/run.mjs";
import { importTypeScript, prepare, readVariables, serve } from "../bin/serve.mjs";

/** One password for everybody of the `small` fleet, which lives as long as the tests. */
const password = "correct-horse-battery-staple";

async function loadFleet(prepared) {
  const args = ["server/simulate.ts", "--scenario", "small", "--password", password, "--json"];
  const { code, stdout, output } = await runTypeScript(args, { env: prepared.variables });
  if (code !== 0) throw new Refusal(`The small fleet could not be loaded:\n${output}`);
  return JSON.parse(stdout.trim().split("\n").at(-1)).signIn;
}

/** Cars of the fleet that have never driven, and their adapters' tokens: for the specs that upload. The second has a driver. */
async function addAdapters(prepared) {
  const admin = async (...args) => {
    const { code, stdout, output } = await runTypeScript(["server/admin.ts", ...args, "--json"], { env: prepared.variables });
    if (code !== 0) throw new Refusal(`The uploading cars could not be added:\n${output}`);
    return JSON.parse(stdout.trim().split("\n").at(-1));
  };
  const addCar = async (name, serial) => {
    await admin("vehicle", "create", "--account", "Small fleet", "--name", name);
    return (await admin("device", "create", "--serial", serial, "--vehicle", name)).token;
  };
  const tokens = [
    await addCar("Uploaded Van", "E2E-1"),
    await addCar("Story Coupe", "E2E-2"),
    await addCar("App Hatchback", "E2E-3"),
    await addCar("Live Van", "E2E-4"),
  ];
  await admin("driver", "create", "--account", "Small fleet", "--name", "Stella Story");
  await admin("assign", "--driver", "Stella Story", "--vehicle", "Story Coupe", "--from", "2020-01-01");
  return tokens.join(" ");
}

/** The whole product as `npm start` runs it, with a database and a data folder of its own, until SIGTERM. */
await main(async () => {
  const port = process.env.E2E_PORT || "3199";
  const { startTestServer } = await importTypeScript("db/test-db-setup.ts");
  const { createScratchDatabase } = await importTypeScript("server/scratch-database.ts");
  const server = await startTestServer();
  const database = await createScratchDatabase(server.url);
  const dataDir = mkdtempSync(join(tmpdir(), "motorpool-e2e-"));
  const variables = await readVariables({
    NODE_ENV: "production",
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    HOST: "127.0.0.1",
    PORT: port,
    PUBLIC_URL: `http://localhost:${port}`,
    FAMILY_HOSTS: "api.automatic.test=automatic,carnot.test:8443=carnot",
    MAP_TILE_URL: "",
    // The programs of others in the specs listen on this machine.
    WEBHOOK_ALLOW_CIDRS: "127.0.0.0/8",
    LOG_LEVEL: "warn",
  });
  const prepared = await prepare(variables);
  const onReady = async () => {
    const people = JSON.stringify(await loadFleet(prepared));
    say(`Ready for tests: ${people} ${await addAdapters(prepared)} ${database.url}`);
  };
  await serve(prepared, { onReady });
  await database.drop();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
