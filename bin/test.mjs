import { ensureBuilt } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { ensureInstalled } from "./install.mjs";
import { main, Refusal, say } from "./run.mjs";
import { importTypeScript } from "./serve.mjs";
import { broken, browser, conclude, database, deadCode, lint, types, unit } from "./stages.mjs";

/** Says what kept a stage from running at all, and counts it as one failure. */
async function attempt(title, stage) {
  try {
    return await stage();
  } catch (error) {
    say(error instanceof Refusal ? error.message : error.stack);
    return broken(title);
  }
}

async function runOnServer() {
  const { startTestServer } = await importTypeScript("db/test-db-setup.ts");
  const server = await startTestServer();
  const env = { ...process.env, TEST_SERVER_URL: server.url };
  try {
    return [
      await attempt("Database tests", () => database(env)),
      await attempt("Browser tests", async () => {
        const chromium = await findChromium();
        await ensureBuilt();
        return browser({ ...env, CHROMIUM_PATH: chromium });
      }),
    ];
  } finally {
    await server.stop();
  }
}

await main(async () => {
  await ensureInstalled();
  const checks = await Promise.all([attempt("Lint", lint), attempt("Types", types), attempt("Dead code", deadCode)]);
  conclude([...checks, await attempt("Unit tests", unit), ...(await runOnServer())]);
});
