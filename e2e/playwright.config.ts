import { defineConfig } from "@playwright/test";

const port = Number(process.env["E2E_PORT"] || 3199);

/** Chromium as root in a container has no sandbox, and nothing but the product itself should use the network. */
const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Apps that people come back to have such hosts; to ask a name server for them can take minutes.
  "--host-resolver-rules=MAP *.example ~NOTFOUND",
];

/** Runs the specs against the whole product (web, worker, a database of its own with the `small` fleet): see serve.mjs. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    // A trace of every action takes a third of the time; `npx playwright test -c e2e --trace retain-on-failure` keeps those of failures.
    trace: "off",
    screenshot: "only-on-failure",
    timezoneId: "America/Chicago",
    locale: "en-US",
    launchOptions: { args: chromiumArgs, ...(process.env["CHROMIUM_PATH"] && { executablePath: process.env["CHROMIUM_PATH"] }) },
  },
  webServer: {
    command: "node e2e/serve.mjs",
    cwd: "..",
    env: { E2E_PORT: String(port) },
    // The people who can sign in (see people.ts) and the uploading adapters' tokens reach the specs as E2E_PEOPLE and so on.
    wait: {
      stdout:
        /Ready for tests: (?<e2e_people>\[.*\]) (?<e2e_device_token>\S+) (?<e2e_story_token>\S+) (?<e2e_app_token>\S+) (?<e2e_live_token>\S+) (?<e2e_database_url>\S+)/,
    },
    timeout: 180_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "ignore",
    stderr: "pipe",
  },
});
