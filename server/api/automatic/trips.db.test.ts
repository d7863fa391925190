import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { streetAddresses } from "#db/schema/trips.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertTrip } from "#db/test-factories.ts";
import { type AppScope, appScopes } from "#server/domain/apps/scopes.ts";
import { toAutomaticId } from "#server/domain/automatic/ids.ts";
import { type Ask, base, createAutomaticClient } from "./fixtures/client.ts";
import { createFleet, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented, type Listed, wire } from "./fixtures/shapes.ts";
import { issueToken } from "./fixtures/tokens.ts";

let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let ask: Ask;
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  ask = createAutomaticClient(database, fleet.token);
  const address = {
    name: "1 A St, SF",
    displayName: "A St, SF",
    streetNumber: "1",
    streetName: "A St",
    city: "SF",
    state: "CA",
    country: "US",
  };
  await database.orm.insert(streetAddresses).values([
    { latE4: 377693, lonE4: -1224465, address },
    { latE4: 377827, lonE4: -1224065, address },
  ]);
});
afterAll(() => database.drop());

const idOf = ({ trip }: TestFleet) => toAutomaticId("trip", trip.uid);
const vehicleOf = ({ vehicle }: TestFleet) => toAutomaticId("vehicle", vehicle.uid);
const forget = (scope: AppScope) =>
  issueToken(database.orm, { userId: fleet.user.id, accountId: fleet.accountId, scopes: appScopes.filter((one) => one !== scope) });

const listOf = async (path: string, token?: string) => (await ask(path, token ? { token } : {})).body as Listed;
const idsOf = async (path: string) => (await listOf(path)).results.map(({ id }) => id);

function testLists(path: () => string): void {
  test("200 documented example: finished trips, the newest first, with and without a slash at the end", async () => {
    for (const asked of [path(), `${path()}/`]) {
      const { status, headers, body } = await ask(asked);
      const { _metadata, results } = body as Listed;
      expect([status, headers.get("content-type"), headers.get("link")]).toEqual([200, "application/json", null]);
      expect(_metadata).toEqual({ count: 2, next: null, previous: null });
      expect(results.map(({ id }) => id)).toEqual([idOf(fleet), toAutomaticId("trip", fleet.early.uid)]);
      expectDocumented("Trip", results[0]);
    }
  });

  test("401 without a token, 403 without scope:trip", async () => {
    expect(await ask(path(), { token: null })).toMatchObject({ status: 401, body: { error: "err_unauthorized" } });
    expect(await ask(path(), { token: await forget("scope:trip") })).toMatchObject({ status: 403, body: { error: "err_forbidden" } });
  });
}

describe("GET /trip", () => {
  testLists(() => "/trip");

  test("200: moments in seconds, with fractions and in milliseconds, both ends included", async () => {
    const ms = fleet.trip.startedAt.getTime();
    const endMs = fleet.trip.endedAt.getTime();
    const [own, early] = [idOf(fleet), toAutomaticId("trip", fleet.early.uid)];
    const cases: [query: string, ids: string[]][] = [
      [`started_at__gte=${ms}`, [own]],
      [`started_at__gte=${ms + 1}`, []],
      [`started_at__lte=${ms}`, [own, early]],
      [`started_at__lte=${ms - 1}`, [early]],
      [`started_at__gte=${ms / 1000}`, [own]],
      [`started_at__gte=${ms / 1000}000`, [own]],
      [`started_at__gte=${Math.floor(ms / 1000)}.0`, [own]],
      [`started_at__gte=${Math.floor(ms / 1000)}`, [own]],
      [`started_at__lte=${Math.floor(ms / 1000)}`, [early]],
      [`started_at__gte=${Math.floor(ms / 1000)}&started_at__lte=${Math.ceil(ms / 1000)}`, [own]],
      [`ended_at__lte=${endMs}`, [own, early]],
      [`ended_at__lte=${endMs - 1}`, [early]],
      [`ended_at__gte=${Math.floor(endMs / 1000)}`, [own]],
      ["started_at__gte=1325376000000", [own, early]],
      ["started_at__lte=99999999999", [own, early]],
      ["started_at__gte=-5", [own, early]],
    ];
    for (const [query, ids] of cases) expect([query, await idsOf(`/trip?${query}`)]).toEqual([query, ids]);
  });

  test("200: of a vehicle and with a tag; what is unknown has none, what is not understood counts for nothing", async () => {
    const [own, early] = [idOf(fleet), toAutomaticId("trip", fleet.early.uid)];
    expect(await idsOf(`/trip/?vehicle=${vehicleOf(fleet)}`)).toEqual([own, early]);
    for (const unknown of [vehicleOf(foreign), "C_0123456789abcdef", "C_x", ""])
      expect(await idsOf(`/trip/?vehicle=${unknown}`)).toEqual([]);
    expect(await idsOf("/trip/?tags__in=business")).toEqual([own]);
    expect(await idsOf("/trip/?tags__in=private,business")).toEqual([own]);
    expect(await idsOf("/trip/?tags__in=private%2Cbusiness")).toEqual([own]);
    expect(await idsOf("/trip/?tags__in=private")).toEqual([]);
    expect(await idsOf("/trip/?colour=red&__proto__=x&user=U_1")).toEqual([own, early]);
  });

  test("400 names the parameter that cannot be read", async () => {
    for (const query of [
      "started_at__gte=yesterday",
      "ended_at__lte=2026-03-02",
      "started_at__lte=",
      "page=0",
      "page=one",
      "limit=0",
      "limit=-1",
    ]) {
      const error = { error: "err_bad_request", error_description: expect.stringContaining(query.split("=")[0] ?? "") };
      expect(await ask(`/trip?${query}`)).toMatchObject({ status: 400, body: error });
    }
  });

  test("200: viewers see all of the fleet, drivers what they drove", async () => {
    const other = await insertTrip(database.orm, { accountId: foreign.accountId, vehicleId: foreign.vehicle.id });
    const owner = await issueToken(database.orm, { userId: foreign.owner.id, accountId: foreign.accountId });
    const { results } = await listOf("/trip", owner);
    expect(results.map(({ id }) => id)).toContain(toAutomaticId("trip", other.uid));
    expect((await listOf("/trip", foreign.token)).results).toHaveLength(2);
    const nobodys = results.find(({ id }) => id === toAutomaticId("trip", other.uid));
    expect(nobodys).toMatchObject({
      driver: `${base}/user/${toAutomaticId("user", foreign.owner.uid)}/`,
      start_location: null,
      path: null,
    });
    const driven = results.find(({ id }) => id === idOf(foreign));
    expect(driven).toMatchObject({ driver: `${base}/user/${toAutomaticId("user", foreign.user.uid)}/` });
  });
});

describe("GET /trip, page by page", () => {
  let many: TestFleet;
  const asMany = (path: string) => ask(path, { token: many.token });
  beforeAll(async () => {
    many = await createFleet(database);
    const { accountId, vehicle, driver } = many;
    const ofCar = { accountId, vehicleId: vehicle.id, driverId: driver.id };
    for (let hour = 0; hour < 10; hour++) await insertTrip(database.orm, { ...ofCar, startedAt: new Date(Date.UTC(2026, 0, 1, hour)) });
  });

  /** Follows what is next, as clients do: the ids of each page. */
  async function walk(path: string, nextOf: (body: Listed, link: string | null) => string | null): Promise<unknown[][]> {
    const pages: unknown[][] = [];
    for (let at: string | null = path; at; ) {
      const { status, headers, body } = await asMany(at);
      expect(status).toBe(200);
      pages.push((body as Listed).results.map(({ id }) => id));
      const next = nextOf(body as Listed, headers.get("link"));
      expect(next === null || next.startsWith(`${base}/trip/?`)).toBe(true);
      at = next?.slice(base.length) ?? null;
    }
    return pages;
  }

  /** As a client that splits the header at commas and its parts at semicolons, and wants two of these. */
  function nextInLink(link: string | null): string | null {
    const parts = (link ?? "").split(",").filter(Boolean);
    const links = parts.map((part) => {
      const pieces = part.split(";");
      expect(pieces).toHaveLength(2);
      const [url = "", rel = ""] = pieces;
      return [rel.trim(), url.trim().replace(/^<(.*)>$/, "$1")];
    });
    return Object.fromEntries(links)['rel="next"'] ?? null;
  }

  test("200: each trip once, by the body and by the header alike, also where the last page is full", async () => {
    const all = await walk("/trip?limit=250", (body) => body._metadata.next);
    expect(all[0]).toHaveLength(12);
    for (const limit of [1, 4, 5, 12]) {
      const bySize = await walk(`/trip?limit=${limit}`, (body) => body._metadata.next);
      expect(bySize.flat()).toEqual(all[0]);
      expect(bySize).toHaveLength(Math.ceil(12 / limit));
      expect(await walk(`/trip/?limit=${limit}`, (_, link) => nextInLink(link))).toEqual(bySize);
      const past = await asMany(`/trip?limit=${limit}&page=${bySize.length + 1}`);
      expect([past.status, (past.body as Listed).results, (past.body as Listed)._metadata.next]).toEqual([200, [], null]);
    }
  });

  test("200: neighbours keep what was asked, and nothing in them needs a comma or a semicolon", async () => {
    const asked = "started_at__gte=1325376000000&tags__in=private%2Cbusiness%3B&colour=red";
    const filtered = await asMany(`/trip?${asked.replace("&tags__in=private%2Cbusiness%3B", "")}&limit=5&page=2`);
    const { next, previous } = (filtered.body as Listed)._metadata;
    expect(next).toBe(`${base}/trip/?started_at__gte=1325376000000&page=3&limit=5`);
    expect(previous).toBe(`${base}/trip/?started_at__gte=1325376000000&page=1&limit=5`);
    expect(filtered.headers.get("link")).toBe(`<${next}>; rel="next", <${previous}>; rel="previous"`);
    const tagged = (await asMany(`/trip?${asked}&limit=5&page=2`)).body as Listed;
    expect(tagged._metadata).toEqual({
      count: 0,
      next: null,
      previous: `${base}/trip/?started_at__gte=1325376000000&tags__in=private%2Cbusiness%3B&page=1&limit=5`,
    });
  });

  test("200: ten where no limit is given, never more than 250, and of two limits the last", async () => {
    expect(((await asMany("/trip")).body as Listed).results).toHaveLength(10);
    expect(((await asMany("/trip?limit=100000")).body as Listed).results).toHaveLength(12);
    expect(((await asMany("/trip/?limit=2&page=1&limit=7")).body as Listed).results).toHaveLength(7);
    expect(((await asMany("/trip?page=999999999999")).body as Listed).results).toEqual([]);
  });
});

describe("GET /user/{id}/trip", () => {
  testLists(() => "/user/me/trip");
  testLists(() => `/user/${toAutomaticId("user", fleet.user.uid)}/trip`);

  test("200: its pages are under the same address", async () => {
    expect((await listOf("/user/me/trip?limit=1"))._metadata.next).toBe(`${base}/user/me/trip/?page=2&limit=1`);
  });

  test("404 for anybody else", async () => {
    for (const id of [toAutomaticId("user", foreign.user.uid), "U_x", "ME"]) {
      expect(await ask(`/user/${id}/trip`)).toMatchObject({ status: 404, body: { error: "err_page_not_found" } });
    }
  });
});

describe("GET /trip/{id}", () => {
  test("200 documented example, in the types clients rely on", async () => {
    const { status, body } = await ask(`/trip/${idOf(fleet)}/`);
    expect(status).toBe(200);
    expectDocumented("Trip", body);
    const trip = body as Record<string, unknown>;
    for (const key of ["hard_brakes", "hard_accels", "duration_over_70_s", "duration_over_75_s", "duration_over_80_s"]) {
      expect([key, Number.isInteger(trip[key])]).toEqual([key, true]);
    }
    expect(trip).toMatchObject({
      id: idOf(fleet),
      url: `${base}/trip/${idOf(fleet)}/`,
      started_at: "2026-03-02T08:00:00.201Z",
      ended_at: wire.moment,
      duration_s: 1500,
      distance_m: 6573.4,
      start_location: { lat: 37.7692903, lon: -122.4465469 },
      start_address: { street_name: "A St", country: "US" },
      fuel_cost_usd: 1.02,
      average_from_epa_kmpl: 8.5,
      score_events: 46.3,
      score_speeding: 50,
      tags: ["business"],
    });
    expect([trip["start_timezone"], trip["end_timezone"]].every((zone) => wire.isZone(String(zone)))).toBe(true);
    const vehicles = (await ask("/vehicle")).body as Listed;
    expect(vehicles.results.map(({ url }) => url)).toContain(trip["vehicle"]);
  });

  test("404 for a foreign, an open and an unknown trip, and for what is no id, all alike", async () => {
    const { body } = await ask(`/trip/${idOf(foreign)}`);
    expect(body).toEqual({ error: "err_page_not_found", error_description: "No such trip." });
    const [open] = await database.sql`select uid from trips where status = 'open' and account_id = ${fleet.accountId}`;
    const openId = toAutomaticId("trip", String(open?.["uid"]));
    for (const id of [openId, "T_0123456789abcdef", "T_x", "1", vehicleOf(fleet), fleet.trip.uid, `${idOf(fleet)}0`]) {
      expect([id, await ask(`/trip/${id}`)]).toMatchObject([id, { status: 404, body }]);
    }
  });

  test("401 without a token, 403 without scope:trip", async () => {
    expect(await ask(`/trip/${idOf(fleet)}`, { token: null })).toMatchObject({ status: 401, body: { error: "err_unauthorized" } });
    expect(await ask(`/trip/${idOf(fleet)}`, { token: await forget("scope:trip") })).toMatchObject({ status: 403 });
  });
});
