import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { assignTestDriver, insertAccount, insertDriver, insertUser, insertVehicle } from "#db/test-factories.ts";
import { scopeForUser, systemScope } from "#server/auth/scope.ts";
import { mintToken } from "#server/auth/tokens.ts";
import { removeMember } from "#server/commands/accounts/memberships.ts";
import { createCalendarFeed, revokeCalendarFeed } from "#server/commands/service/calendar-feeds.ts";
import { createServicePlan } from "#server/commands/service/plans.ts";
import { completeService } from "#server/commands/service/records.ts";
import { rotateDeviceToken } from "#server/commands/vehicles/device-tokens.ts";
import { createLog } from "#server/log.ts";
import { type CalendarDeps, handleCalendarFeed } from "./calendar.ts";

let database: TestDatabase;
let deps: CalendarDeps;
let now: Date;
let accountId: number;
let vehicleId: number;
let userId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = { db: database.orm, now: () => now, log: createLog("silent", "test"), publicUrl: "https://cars.test" };
});
afterAll(() => database.drop());
beforeEach(async () => {
  now = new Date("2026-03-10T12:00:00Z");
  accountId = (await insertAccount(deps.db, { name: `Küche, ${Math.random()}` })).id;
  vehicleId = (await insertVehicle(deps.db, accountId, { name: "Golf; rot" })).id;
  userId = (await insertUser(deps.db, accountId, "viewer")).id;
});

const system = () => systemScope(accountId, "test");
async function createFeed(ofUser = userId) {
  return createCalendarFeed(deps, await scopeForUser(deps.db, ofUser, accountId), { name: "Phone" });
}
const get = (token: string, headers: Record<string, string> = {}) =>
  handleCalendarFeed(deps, token, new Request(`https://cars.test/api/calendar/${token}`, { headers }));
const plan = (name: string, lastOn: string) => createServicePlan(deps, system(), { vehicleId, name, everyMonths: 6, lastOn });
const summaries = async (response: Response) =>
  [...(await response.text()).replaceAll("\r\n ", "").matchAll(/^SUMMARY:(.*)\r$/gm)].map(([, summary]) => summary);

describe("the calendar feed", () => {
  test("403 without encryption, before the token counts", async () => {
    const { token } = await createFeed();
    for (const each of [token, "mpc_wrong"]) expect((await get(each, { "x-forwarded-proto": "http" })).status).toBe(403);
    expect((await get(token, { "x-forwarded-proto": "https" })).status).toBe(200);
  });

  test("200 text/calendar with what is due, linked to where to act", async () => {
    const { id } = await plan("Oil", "2025-10-01");
    const { token } = await createFeed();
    const response = await get(`${token}.ics`);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
    expect(response.headers.get("cache-control")).toMatch(/^private/);
    const text = (await response.text()).replaceAll("\r\n ", "");
    for (const line of [
      `UID:service-${id}@cars.test`,
      "DTSTART;VALUE=DATE:20260401",
      "SUMMARY:Oil due · Golf\\; rot",
      `URL:https://cars.test/vehicles/${vehicleId}/service`,
    ]) {
      expect(text).toContain(`${line}\r\n`);
    }
    expect(text).not.toContain(token);
    const [row] = await database.sql`select last_used_at from tokens where user_id = ${userId}`;
    expect(row?.["last_used_at"]).toEqual(now);
  });

  test("the person's own units", async () => {
    const person = await insertUser(deps.db, accountId, "viewer", { units: "imperial" });
    await createServicePlan(deps, system(), {
      vehicleId,
      name: "Oil",
      everyKm: 16_093.44,
      everyMonths: 6,
      lastKm: 0,
      lastOn: "2026-01-01",
    });
    const text = await (await get((await createFeed(person.id)).token)).text();
    expect(text).toContain("Due at 10\\,000 mi on the odometer.");
  });

  test("what is overdue by use stands on today, what has no day is left out", async () => {
    const use = { vehicleId, everyKm: 1000, lastOn: "2026-01-01" };
    await createServicePlan(deps, system(), { ...use, name: "Tyres", lastKm: 5000 });
    await createServicePlan(deps, system(), { ...use, name: "Chain", lastKm: 50_000 });
    await database.sql`insert into vehicle_states (vehicle_id, account_id, at, received_at, signals)
      values (${vehicleId}, ${accountId}, now(), now(), ${database.sql.json({ odometerKm: { value: 7000, atMs: 1 } })})`;
    const { token } = await createFeed();
    expect(await (await get(token)).text()).toContain("DTSTART;VALUE=DATE:20260310");
    expect(await summaries(await get(token))).toEqual(["Tyres overdue · Golf\\; rot"]);
  });

  test("304 while nothing changed, however late, and 200 when the work was done", async () => {
    const { id } = await plan("Oil", "2025-10-01");
    const { token } = await createFeed();
    const etag = (await get(token)).headers.get("etag") ?? "";
    now = new Date("2026-03-10T18:00:00Z");
    const unchanged = await get(token, { "if-none-match": `"other", ${etag}` });
    expect([unchanged.status, await unchanged.text(), unchanged.headers.get("etag")]).toEqual([304, "", etag]);
    await completeService(deps, system(), { planId: id });
    const changed = await get(token, { "if-none-match": etag });
    expect(changed.status).toBe(200);
    expect(await changed.text()).toContain("DTSTART;VALUE=DATE:20260910");
  });

  test("drivers read of the cars they have now", async () => {
    await plan("Oil", "2025-10-01");
    const person = await insertUser(deps.db, accountId, "driver");
    const driver = await insertDriver(deps.db, accountId, { userId: person.id });
    const { token } = await createFeed(person.id);
    expect(await summaries(await get(token))).toEqual([]);
    await assignTestDriver(deps.db, accountId, { driverId: driver.id, vehicleId });
    expect(await summaries(await get(token))).toEqual(["Oil due · Golf\\; rot"]);
  });

  test("404 for a wrong token, one of another kind, a revoked one, and one of somebody who is gone", async () => {
    const { token: deviceToken } = await (async () => {
      const [device] = await database.sql`insert into devices (account_id, serial) values (${accountId}, 'S') returning id`;
      return rotateDeviceToken(deps, system(), { deviceId: Number(device?.["id"]) });
    })();
    const [revoked, left, disabled] = [
      await createFeed(),
      await createFeed(),
      await createFeed((await insertUser(deps.db, accountId, "owner")).id),
    ];
    await revokeCalendarFeed(deps, await scopeForUser(deps.db, userId, accountId), { feedId: revoked.id });
    expect((await get(revoked.token)).status).toBe(404);
    expect((await get(left.token)).status).toBe(200);
    await removeMember(deps, system(), { userId });
    await database.sql`update users set disabled_at = now() where id = (select user_id from tokens where id = ${disabled.id})`;
    for (const token of ["x", mintToken("calendar").token, deviceToken, revoked.token, left.token, disabled.token]) {
      const response = await get(token);
      expect([response.status, await response.text(), response.headers.get("cache-control")]).toEqual([
        404,
        "No such calendar.\n",
        "no-store",
      ]);
    }
  });

  test("a person has only so many", async () => {
    for (let count = 0; count < 10; count++) await createFeed();
    await expect(createFeed()).rejects.toMatchObject({ code: "conflict" });
  });
});
