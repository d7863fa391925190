import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertUser } from "#db/test-factories.ts";
import { scopeForUser, systemScope } from "#server/auth/scope.ts";
import { createAccount } from "#server/commands/accounts/accounts.ts";
import { createApiKey } from "#server/commands/apps/api-keys.ts";
import { revokeToken } from "#server/commands/vehicles/device-tokens.ts";
import { msPerDay } from "#server/domain/time.ts";
import { sweepAlerts } from "./run-scheduled-checks.ts";
import { sendAlert } from "./send-alert.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const depsAt = (days: number) => ({ db: database.orm, now: () => new Date(Date.parse("2026-03-10T12:00:00Z") + days * msPerDay) });
const notifier = { sendMail: null, sendPush: async () => "sent" as const, vapidPublicKey: "", publicUrl: "http://localhost:3000" };

it("gives notice of a key that expires 14 days and one day before, once each, to its maker and the owners", async () => {
  const { id: accountId } = await createAccount(depsAt(0), { kind: "system", reason: "test" }, { name: "Acme" });
  const owner = await insertUser(database.orm, accountId, "owner");
  const maker = await insertUser(database.orm, accountId, "manager");
  await insertUser(database.orm, accountId, "manager");
  const scope = await scopeForUser(database.orm, maker.id, accountId);
  const make = (name: string, days: number | null) => createApiKey(depsAt(0), scope, { name, family: "carnot", access: "read", days });
  await make("Fleet tool", 30);
  await make("Brief", 10);
  await make("Lasting", null);
  const revoked = await make("Revoked", 30);
  await revokeToken(depsAt(0), systemScope(accountId, "test"), { tokenId: revoked.id });
  const alerts = () => database.sql<{ id: number; key: string; at: Date }[]>`
    select id::int, facts->>'key' as key, at from alerts where kind = 'key_due' order by id`;
  const told: string[][] = [];
  for (const day of [0, 9.5, 15.9, 16, 16.1, 20, 28.9, 29, 29.5, 31]) {
    // Rows of the queue are made by the database's clock; keys by the test's.
    await database.sql`update tokens set created_at = ${depsAt(0).now()} where kind = 'api_key'`;
    await sweepAlerts(depsAt(day));
    told.push([String(day), ...(await alerts()).map(({ key }) => key)]);
  }
  expect(told).toEqual([
    ["0"],
    ["9.5", "Brief"],
    ["15.9", "Brief"],
    ["16", "Brief", "Fleet tool"],
    ["16.1", "Brief", "Fleet tool"],
    ["20", "Brief", "Fleet tool"],
    ["28.9", "Brief", "Fleet tool"],
    ["29", "Brief", "Fleet tool", "Fleet tool"],
    ["29.5", "Brief", "Fleet tool", "Fleet tool"],
    ["31", "Brief", "Fleet tool", "Fleet tool"],
  ]);
  const fleetTool = (await alerts()).filter(({ key }) => key === "Fleet tool");
  for (const { id } of fleetTool) await sendAlert({ ...depsAt(29), notifier }, id);
  const messages = await database.sql`select user_id::int as "userId", subject from messages order by alert_id, user_id`;
  const subject = 'API key "Fleet tool" expires soon';
  expect(messages).toEqual([owner.id, maker.id, owner.id, maker.id].map((userId) => ({ userId, subject })));
});
