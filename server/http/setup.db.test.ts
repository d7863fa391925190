import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { occupyHashing } from "#server/auth/fixtures/occupy-hashing.ts";
import { createSetupLink } from "#server/commands/accounts/setup.ts";
import { handleSetup } from "./setup.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("503 with Retry-After while too many passwords are being hashed; the link stays good", async () => {
  const deps = { db: database.orm, now: () => new Date("2026-03-01T12:00:00Z"), log: pino({ level: "silent" }) };
  const token = await createSetupLink(deps, { kind: "system", reason: "test" });
  const owner = { token, accountName: "Acme", name: "Ann", email: "ann@motorpool.test", password: "a phrase for tests" };
  const post = () => {
    const body = JSON.stringify(owner);
    return handleSetup(
      deps,
      new Request("http://localhost/api/setup", { method: "POST", body, headers: { "content-type": "application/json" } }),
    );
  };
  const release = occupyHashing();
  const busy = await post();
  expect([busy.status, busy.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await busy.json()).toEqual({ error: "The server is busy. Try again in a few seconds." });
  await release();
  expect((await post()).status).toBe(201);
});
