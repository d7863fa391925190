import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { type Ask, createCarnotClient } from "./fixtures/client.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { createCarnotApi } from "./index.ts";

let database: TestDatabase;
let fleet: TestFleet;
let ask: Ask;
beforeAll(async () => {
  database = await createTestDatabase();
  fleet = await createFleet(database);
  ask = createCarnotClient(database, fleet.readKey);
  // A person who sees what the key sees.
  await database.sql`update memberships set role = 'viewer' where user_id = ${fleet.user.id}`;
});
afterAll(() => database.drop());

const asPerson = () => ({ key: null, headers: { APIKEY: fleet.readKey, authorization: `Token ${fleet.login}` } });

const listed = z
  .array(z.object({ method: z.string(), path: z.string() }))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "routes.json"), "utf8")));
const reads = listed.flatMap(({ method, path }) => (method === "GET" && path !== "/openapi.json" ? [path] : []));

/** A path of routes.json with ids of the fleet. */
function fillIn(path: string): string {
  const ids: Record<string, number> = { users: fleet.driver.id, cars: fleet.vehicleId, graphs: fleet.vehicleId, devices: fleet.deviceId };
  const [, first = "", second] = path.split("/");
  const id = first === "data" ? (second === "trips" ? fleet.tripIds[0] : 1) : ids[first];
  const query = path === "/cars/models" ? "?make=Audi" : path === "/cars/links" ? "?make=Audi&model=TT" : "";
  return path.replace("{id}", String(id)).replace("{code}", "P0106").replace("{dtype}", "profile") + query;
}

describe("the envelope", () => {
  test.each(reads)("of %s holds what a bare key gets plainly", async (path) => {
    const plain = await ask(fillIn(path));
    expect([plain.status, plain.body]).toEqual([200, expect.anything()]);
    const { status, body } = await ask(fillIn(path), asPerson());
    expect([status, body]).toEqual([200, { status: true, message: "Success", data: plain.body }]);
  });

  test.each([
    ["an unknown address", "/nothing", {}, "No such address."],
    ["an unknown id", "/cars/987654321", {}, "No such vehicle."],
    ["a bad query", "/cars?limit=0", {}, "query.limit: "],
    ["another method", "/cars", { post: {} }, "Only GET, HEAD here."],
    ["what takes no JSON", "/cars", { headers: { accept: "text/html" } }, "Answers are JSON"],
  ])(
    "says what is wrong with %s under the status 200",
    async (_, path, { headers, ...besides }: { headers?: object; post?: object }, message) => {
      const { key, headers: own } = asPerson();
      const { status, body } = await ask(path, { key, headers: { ...own, ...headers }, ...besides });
      expect([status, body]).toEqual([200, { status: false, message: expect.stringContaining(message) }]);
      expect(Object.keys(body as object)).toEqual(["status", "message"]);
    },
  );
});

describe("what a bare key gets", () => {
  test("429 with Retry-After and the RateLimit headers when the quota is used up, each key for itself", async () => {
    const api = createCarnotApi({ db: database.orm, now: () => now, log: pino({ level: "silent" }), requestsPerMinute: 2 });
    const get = (key: string) => api.request("/api/carnot/cars", { headers: { authorization: key } });
    expect((await get(fleet.readKey)).headers.get("x-ratelimit-remaining")).toBe("1");
    expect((await get(fleet.readKey)).status).toBe(200);
    const refused = await get(fleet.readKey);
    expect([refused.status, refused.headers.get("retry-after"), await refused.json()]).toEqual([
      429,
      "30",
      { detail: "Too many requests." },
    ]);
    expect((await get(fleet.writeKey)).status).toBe(200);
  });

  test("404 and 405 as JSON", async () => {
    expect(await ask("/nothing")).toMatchObject({ status: 404, body: { detail: "No such address." } });
    expect(await ask("/users", { post: {} })).toMatchObject({ status: 405, body: { detail: "Only GET, HEAD here." } });
  });
});

describe("GET /openapi.json", () => {
  test("200 without a key: every call, described", async () => {
    const { status, body } = await ask("/openapi.json", { key: null });
    expect(status).toBe(200);
    const document = body as { openapi: string; paths: Record<string, Record<string, { summary?: string }>> };
    expect(document.openapi).toBe("3.1.0");
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, { summary }]) => [`${method.toUpperCase()} ${path}`, summary]),
    );
    expect(described.map(([call]) => call).sort()).toEqual(listed.map(({ method, path }) => `${method} /api/carnot${path}`).sort());
    expect(described.filter(([, summary]) => !summary)).toEqual([]);
  });
});
