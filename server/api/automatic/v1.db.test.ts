import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertTrip } from "#db/test-factories.ts";
import { type AppScope, appScopes } from "#server/domain/apps/scopes.ts";
import { toAutomaticId } from "#server/domain/automatic/ids.ts";
import { type Ask, base, createAutomaticClient } from "./fixtures/client.ts";
import { createFleet, type TestFleet } from "./fixtures/fleet.ts";
import { issueToken } from "./fixtures/tokens.ts";

let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let ask: Ask;
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  ask = createAutomaticClient(database, fleet.token);
});
afterAll(() => database.drop());

/** A token of the fleet's driver with these scopes alone. */
const tokenWith = (...scopes: AppScope[]) => issueToken(database.orm, { userId: fleet.user.id, accountId: fleet.accountId, scopes });
const without = (scope: AppScope) => tokenWith(...appScopes.filter((one) => one !== scope));

const tripPath = ({ trip }: TestFleet) => `/v1/trips/${toAutomaticId("trip", trip.uid)}`;
const vehiclePath = ({ vehicle }: TestFleet) => `/v1/vehicles/${toAutomaticId("vehicle", vehicle.uid)}`;

const documentedVehicle = () => ({
  uri: `${base}${vehiclePath(fleet)}`,
  id: toAutomaticId("vehicle", fleet.vehicle.uid),
  year: 2001,
  make: "Acura",
  model: "MDX",
  color: "#d15fed",
  display_name: fleet.vehicle.name,
});

const documentedTrip = () => ({
  uri: `${base}${tripPath(fleet)}`,
  id: toAutomaticId("trip", fleet.trip.uid),
  user: { id: toAutomaticId("user", fleet.user.uid) },
  vehicle: documentedVehicle(),
  start_location: {
    name: "San Francisco, California, US",
    display_name: expect.any(String),
    lat: 37.7692903,
    lon: -122.4465469,
    accuracy_m: expect.any(Number),
  },
  start_time: 1772438400201,
  start_time_zone: "America/Los_Angeles",
  end_location: expect.objectContaining({ lat: 37.7827, lon: -122.406455 }),
  end_time: 1772439900201,
  end_time_zone: "America/Los_Angeles",
  path: "uioeFxycjVxDMvAGBjATlJXrLaIZHvCFhCHpCaI^i@@",
  distance_m: 6573.4,
  hard_accels: 1,
  hard_brakes: 1,
  duration_over_80_s: 0,
  duration_over_75_s: 2,
  duration_over_70_s: 3,
  fuel_cost_usd: 1.02,
  fuel_volume_gal: 0.246,
  average_mpg: 16.63,
  drive_events: [
    {
      type: "speeding",
      start_distance_m: 4193.8,
      end_distance_m: 4383.4,
      start_time: 1772438640000,
      end_time: 1772438643000,
      velocity_mph: 72,
    },
    { type: "hard_accel", lat: 37.775, lon: -122.42, ts: 1772438700000, g: 0.3512 },
    { type: "hard_brake", lat: 37.775, lon: -122.42, ts: 1772438820000, g: 0.6118 },
  ],
});

const idsOf = (body: unknown) => (body as { id: string }[]).map(({ id }) => id);
const refused = { none: { message: "Invalid OAuth Token" }, scope: { message: "Invalid Scope" }, missing: { message: "Not Found" } };

/** What every call refuses, in the words of the document. */
function testNobody(path: () => string): void {
  test("401 without a token, and with one that is none", async () => {
    for (const token of [null, "abc"]) {
      const { status, body } = await ask(path(), { token });
      expect([status, body]).toEqual([401, refused.none]);
    }
  });
}

function testUnknown(path: (of: TestFleet) => string): void {
  test("404 for another account's, an unknown one and what is no id, all alike", async () => {
    const own = path(fleet);
    const unknown = own.replace(/_[0-9a-f]{16}$/, "_0123456789abcdef");
    for (const asked of [path(foreign), unknown, `${own}0`, own.replace(/[TC]_/, ""), own.replace(/[TC]_/, "U_")]) {
      const { status, body } = await ask(asked);
      expect([asked, status, body]).toEqual([asked, 404, refused.missing]);
    }
  });
}

describe("GET /v1/trips", () => {
  testNobody(() => "/v1/trips");

  test("200 documented example, newest first, with either slash form and scheme word; open trips are not there yet", async () => {
    const early = toAutomaticId("trip", fleet.early.uid);
    for (const path of ["/v1/trips", "/v1/trips/"]) {
      for (const scheme of ["token", "Token", "bearer", "Bearer"]) {
        const { status, headers, body } = await ask(path, { headers: { authorization: `${scheme} ${fleet.token}` } });
        expect([status, body]).toEqual([200, [documentedTrip(), expect.objectContaining({ id: early })]]);
        expect(headers.get("link")).toBeNull();
      }
    }
  });

  test("200 between start and end, in milliseconds, both included, of the start of a trip", async () => {
    const at = fleet.trip.startedAt.getTime();
    const own = toAutomaticId("trip", fleet.trip.uid);
    const found = async (query: string) => idsOf((await ask(`/v1/trips?${query}`)).body);
    expect(await found(`start=${at}`)).toEqual([own]);
    expect(await found(`start=${at + 1}`)).toEqual([]);
    expect(await found(`end=${at - 1}`)).toEqual([toAutomaticId("trip", fleet.early.uid)]);
    expect(await found(`start=${at}&end=${at}`)).toEqual([own]);
    expect(await found(`start=${at / 1000 - 1}`)).toEqual([own]);
  });

  test("400 for what is no moment, and for a page that is none", async () => {
    for (const query of ["start=today", "end=", "page=0", "page=x", "per_page=0", "per_page=1.5"]) {
      const { status, body } = await ask(`/v1/trips?${query}`);
      expect([query, status, body]).toEqual([query, 400, { message: expect.stringContaining(query.split("=")[0] ?? "") }]);
    }
  });

  test("403 without scope:trip", async () => {
    const { status, body } = await ask("/v1/trips", { token: await without("scope:trip") });
    expect([status, body]).toEqual([403, refused.scope]);
  });
});

describe("GET /v1/trips, page by page", () => {
  let token: string;
  beforeAll(async () => {
    const many = await createFleet(database);
    for (let hour = 0; hour < 3; hour++) {
      const startedAt = new Date(Date.UTC(2026, 0, 1, hour));
      await insertTrip(database.orm, { accountId: many.accountId, vehicleId: many.vehicle.id, driverId: many.driver.id, startedAt });
    }
    token = many.token;
  });
  const linksOf = (headers: Headers) =>
    Object.fromEntries(
      (headers.get("link") ?? "").split(", ").map((part) =>
        part
          .split("; ")
          .toReversed()
          .map((text) => text.replace(/^rel="|^<|>$|"$/g, "")),
      ),
    );

  test("the Link header leads from the first page to the last and back, keeping what was asked, over every trip once", async () => {
    const first = await ask("/v1/trips?per_page=2&end=1800000000000", { token });
    const page = (number: number) => `${base}/v1/trips?page=${number}&per_page=2&end=1800000000000`;
    expect(linksOf(first.headers)).toEqual({ next: page(2), last: page(3) });
    const second = await ask(page(2).slice(base.length), { token });
    expect(linksOf(second.headers)).toEqual({ next: page(3), previous: page(1), first: page(1), last: page(3) });
    const third = await ask(page(3).slice(base.length), { token });
    expect(linksOf(third.headers)).toEqual({ previous: page(2), first: page(1) });
    const ids = [first, second, third].flatMap(({ body }) => idsOf(body));
    expect([ids.length, new Set(ids).size]).toEqual([5, 5]);
  });

  test("a page past the end is empty, and leads back to the last; too many a page are 250", async () => {
    const past = await ask("/v1/trips?page=9&per_page=2", { token });
    expect([past.status, past.body, linksOf(past.headers)["previous"]]).toEqual([200, [], `${base}/v1/trips?page=3&per_page=2`]);
    const last = await ask(`/v1/trips?page=${Number.MAX_SAFE_INTEGER}&per_page=250`, { token });
    expect([last.status, last.body]).toEqual([200, []]);
    const all = await ask("/v1/trips?per_page=100000&page=2", { token });
    expect(linksOf(all.headers)["first"]).toBe(`${base}/v1/trips?page=1&per_page=250`);
  });

  test("neither commas, semicolons nor what the call does not know stand in an address", async () => {
    const { headers } = await ask("/v1/trips?per_page=2&x=a,b;c>&start=1%2C", { token });
    expect(headers.get("link")).toBeNull();
    const { headers: odd } = await ask("/v1/trips?per_page=2&x=a,b;c>", { token });
    expect(odd.get("link")).not.toMatch(/x=|,b/);
  });
});

for (const path of ["/v1/trips/{id}", "/v1/trip/{id}"]) {
  const fill = (of: TestFleet) => tripPath(of).replace("/v1/trips/", path.replace("{id}", ""));
  const declared = () => {
    testNobody(() => fill(fleet));
    testUnknown(fill);

    test("200 documented example", async () => {
      for (const slash of ["", "/"]) {
        const { status, body } = await ask(fill(fleet) + slash);
        expect([status, body]).toEqual([200, documentedTrip()]);
      }
    });

    test("403 without scope:trip", async () => {
      const { status, body } = await ask(fill(fleet), { token: await without("scope:trip") });
      expect([status, body]).toEqual([403, refused.scope]);
    });
  };
  if (path === "/v1/trips/{id}") describe("GET /v1/trips/{id}", declared);
  else describe("GET /v1/trip/{id}", declared);
}

describe("GET /v1/user", () => {
  testNobody(() => "/v1/user");

  test("200 documented example, and the id alone without scope:user:profile", async () => {
    const id = toAutomaticId("user", fleet.user.uid);
    const { body } = await ask("/v1/user/");
    expect(body).toEqual({ id, first_name: "Mary", last_name: "Driverton", email: fleet.user.email });
    expect((await ask("/v1/user", { token: await without("scope:user:profile") })).body).toEqual({ id });
  });
});

describe("GET /v1/vehicles", () => {
  testNobody(() => "/v1/vehicles");

  test("200 documented example, and addresses and ids alone without scope:vehicle:profile", async () => {
    const { uri, id } = documentedVehicle();
    expect((await ask("/v1/vehicles")).body).toEqual([documentedVehicle()]);
    expect((await ask("/v1/vehicles/", { token: await without("scope:vehicle:profile") })).body).toEqual([{ uri, id }]);
  });

  test("pages like trips", async () => {
    const { body, headers } = await ask("/v1/vehicles?page=2");
    expect([body, headers.get("link")]).toEqual([
      [],
      `<${base}/v1/vehicles?page=1&per_page=100>; rel="previous", <${base}/v1/vehicles?page=1&per_page=100>; rel="first"`,
    ]);
  });
});

describe("GET /v1/vehicles/{id}", () => {
  testNobody(() => vehiclePath(fleet));
  testUnknown(vehiclePath);

  test("200 documented example, and address and id alone without scope:vehicle:profile", async () => {
    const { uri, id } = documentedVehicle();
    expect((await ask(vehiclePath(fleet))).body).toEqual(documentedVehicle());
    expect((await ask(vehiclePath(fleet), { token: await without("scope:vehicle:profile") })).body).toEqual({ uri, id });
  });
});

describe("scopes", () => {
  const always = ["uri", "id", "user", "vehicle", "start_time", "start_time_zone", "end_time", "end_time_zone", "distance_m"];
  const fuel = ["fuel_cost_usd", "fuel_volume_gal", "average_mpg"];
  const opened: Partial<Record<AppScope, string[]>> = {
    "scope:location": ["start_location", "end_location", "path"],
    "scope:behavior": ["hard_accels", "hard_brakes", "duration_over_80_s", "duration_over_75_s", "duration_over_70_s"],
    "scope:vehicle:events": ["drive_events"],
  };
  const sets = [[], ...appScopes.map((scope) => [scope]), appScopes] as const;
  test.each(sets.map((scopes) => [scopes]))("scope:trip and %j open the documented keys of a trip, no more", async (scopes) => {
    const { body } = await ask(tripPath(fleet), { token: await tokenWith("scope:trip", ...scopes) });
    const keys = scopes.flatMap((scope) => opened[scope] ?? []);
    expect(Object.keys(body as object).sort()).toEqual([...always, ...fuel, ...keys].sort());
    const vehicle = (body as { vehicle: object }).vehicle;
    const profile = (scopes as readonly AppScope[]).includes("scope:vehicle:profile");
    expect(Object.keys(vehicle)).toEqual(profile ? Object.keys(documentedVehicle()) : ["uri", "id"]);
  });
});
