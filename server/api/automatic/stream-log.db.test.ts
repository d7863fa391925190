import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { createFleet } from "./fixtures/fleet.ts";
import { createStreamApp } from "./fixtures/open-stream.ts";
import { connect, versions, type Way, ways } from "./fixtures/stream-clients.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** The stream in a process that writes down all it can, socket.io's own debugging too. */
async function startProcess() {
  const secrets = { DATABASE_URL: database.url, NEXTAUTH_SECRET: "9f3c61d2b7a84e05c1f6d83a2b9e740d" };
  const env = { NODE_ENV: "test" as const, ...secrets, LOG_LEVEL: "debug", DEBUG: "*,-follow-redirects" };
  const child = spawn(process.execPath, ["--import", "tsx", "server/api/automatic/fixtures/stream-server.ts"], { env });
  const written: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => written.push(text));
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => written.push(line));
  const url = await new Promise<string>((resolve) => {
    lines.on("line", (line) => line.includes("stream: ready") && resolve(JSON.parse(line).url));
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill();
    await ended;
    return written.join("\n");
  };
  return { url, stop };
}

test("no secret of an address is written down, right or wrong", async () => {
  const app = await createStreamApp(database, await createFleet(database));
  const stream = await startProcess();
  const wrong = `${app.secret.slice(0, -1)}_`;
  for (const version of versions) {
    for (const way of Object.keys(ways) as Way[]) {
      for (const secret of [app.secret, wrong]) {
        const client = connect(version, `${stream.url}?token=${app.clientId}:${secret}`, way, []);
        expect(await client.outcome).toBe(secret === wrong ? "Unauthorized client." : "connected");
        client.close();
      }
    }
  }
  await fetch(`${stream.url}/socket.io/?EIO=9&transport=nonsense&token=${app.token}&ticket=${app.secret}`);
  const written = await stream.stop();
  expect(written).toContain("handshaking client");
  expect(written).toContain('http request "/socket.io/?EIO=9&transport=nonsense"');
  expect(written).not.toContain(app.secret.slice(0, -1));
});
