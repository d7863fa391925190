import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main, Refusal, runTypeScript, say } from "../bin/run.mjs";
import { importTypeScript, prepare, refuseBusyPort, serve } from "../bin/serve.mjs";

/** One password for everybody of the `small` fleet, which lives as long as the tests. */
const password = "correct-horse-battery-staple";

async function loadFleet(prepared) {
  const args = ["server/simulate.ts", "--scenario", "small", "--password", password, "--json"];
  const { code, stdout, output } = await runTypeScript(args, { env: prepared.variables });
  if (code !== 0) throw new Refusal(`The small fleet could not be loaded:\n${output}`);
  return JSON.parse(stdout.trim().split("\n").at(-1)).signIn;
}

/** The whole product as `npm start` runs it, with a database and a data folder of its own, until SIGTERM. */
await main(async () => {
  const port = process.env.E2E_PORT || "3199";
  await refuseBusyPort(Number(port), "127.0.0.1");
  const { startTestServer, createScratchDatabase } = await importTypeScript("db/test-db-setup.ts");
  const server = await startTestServer();
  const database = await createScratchDatabase(server.url);
  const dataDir = mkdtempSync(join(tmpdir(), "motorpool-e2e-"));
  const variables = {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    HOST: "127.0.0.1",
    PORT: port,
    PUBLIC_URL: `http://localhost:${port}`,
    MAP_TILE_URL: "",
    LOG_LEVEL: "warn",
  };
  const prepared = await prepare(variables);
  await serve(prepared, { onReady: async () => say(`Ready for tests: ${JSON.stringify(await loadFleet(prepared))}`) });
  await database.drop();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
