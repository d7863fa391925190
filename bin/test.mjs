import { ensureBuilt } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { ensureInstalled } from "./install.mjs";
import { main, Refusal, say } from "./run.mjs";
import { importTypeScript } from "./serve.mjs";
import { browser, conclude, database, deadCode, lint, types, unit } from "./stages.mjs";

/** Says what kept a stage from running at all, and counts it as one failure. */
async function attempt(stage) {
  try {
    return await stage();
  } catch (error) {
    say(error instanceof Refusal ? error.message : error.stack);
    return { passed: 0, failed: 1 };
  }
}

async function runOnServer() {
  const { startTestServer } = await importTypeScript("db/test-db-setup.ts");
  const server = await startTestServer();
  const env = { ...process.env, TEST_SERVER_URL: server.url };
  try {
    return [
      await attempt(() => database(env)),
      await attempt(async () => {
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
  const checks = await Promise.all([attempt(lint), attempt(types), attempt(deadCode)]);
  conclude([...checks, await attempt(unit), ...(await runOnServer())]);
});
