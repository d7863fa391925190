import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import type { MountedRoute } from "#server/api/mounted-routes.ts";
import { type Actor, addColleague, createActors, expectedOf, forbiddenTo, foreignMark, ownMark } from "./fixtures/actors.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { type Ids, kindOf, listRoutes, toAddress } from "./fixtures/routes.ts";
import { createAutomaticApi } from "./index.ts";

const routes = await listRoutes();
const named = routes.filter(({ path }) => kindOf(path) !== null);
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
/** What no row has as its id, and what cannot be an id at all. */
const unknownIds = [
  ...["T_", "C_", "U_", "E_", "t_", "", "%00"].map((prefix) => `${prefix}0123456789abcdef`),
  ...["T_0123456789ABCDEF", "C_0123456789abcde", "0123456789abcdef01234567", "0", "-1", "ME", "%20", "..%2F", "x".repeat(500)],
];
const actorCount = 38;

let database: TestDatabase;
let api: ReturnType<typeof createAutomaticApi>;
let fleet: TestFleet;
let actors: Actor[];

beforeAll(async () => {
  database = await createTestDatabase();
  fleet = await createFleet(database, ownMark);
  const stranger = await createFleet(database, foreignMark);
  actors = await createActors(database, fleet, stranger, await addColleague(database, fleet));
  api = createAutomaticApi({ db: database.orm, now: () => now, log: pino({ level: "silent" }), requestsPerMinute: 1_000_000 });
});
afterAll(() => database.drop());

interface Answer {
  status: string;
  text: string;
  body: unknown;
}

async function ask(
  headers: Record<string, string>,
  { method, path, body }: Pick<MountedRoute, "method" | "path" | "body">,
): Promise<Answer> {
  const sent = method === "GET" || body === undefined ? {} : { body: JSON.stringify(body) };
  const all = { ...("body" in sent && { "content-type": "application/json" }), "x-forwarded-for": crypto.randomUUID(), ...headers };
  const response = await api.request(`/api/automatic${path}`, { method, ...sent, headers: all });
  const text = await response.text();
  return { status: String(response.status), text: text.toLowerCase(), body: text === "" ? null : JSON.parse(text) };
}

/** What is wrong with the body of an error; null: it is in the words of its version. */
function badError(path: string, { status, body }: Answer): string | null {
  if (Number(status) < 400) return null;
  const keys = Object.keys(body ?? {}).join();
  const wanted = path.startsWith("/v1/") ? "message" : "error,error_description";
  return keys === wanted ? null : `an error with ${keys || "nothing"}`;
}

/** So that every actor finds the trip as it was. */
async function tagAgain(): Promise<void> {
  await database.sql`insert into trip_tags (trip_id, tag) values (${fleet.trip.id}, 'business') on conflict do nothing`;
}

/** Asks the routes as the actor, one after another, and tells which answers are not as expected. */
async function findWrong(actor: Actor, ids: Ids, expected: (actor: Actor, route: MountedRoute) => string[]): Promise<string[]> {
  const wrong: string[] = [];
  await tagAgain();
  for (const route of routes) {
    const path = toAddress(route, ids);
    const answer = await ask(actor.headers, { ...route, path });
    const allowed = expected(actor, route);
    const problems = [
      !allowed.includes(answer.status) && `${answer.status} instead of ${allowed.join("|")}`,
      badError(path, answer),
      ...forbiddenTo(actor, fleet).map((mark) => !route.open && answer.text.includes(mark) && `tells ${mark}`),
    ].filter((problem) => typeof problem === "string");
    if (problems.length > 0) wrong.push(`${actor.name}: ${route.method} ${path}: ${problems.join(", ")}: ${answer.text.slice(0, 150)}`);
  }
  return wrong;
}

describe("everybody and every route", () => {
  test(`${actorCount * routes.length} cases, ${actorCount} actors × ${routes.length} routes: 200, 401, 403 or 404 as it should be, and nobody else's data`, async () => {
    expect(actors).toHaveLength(actorCount);
    const wrong: string[] = [];
    for (const actor of actors) wrong.push(...(await findWrong(actor, fleet, expectedOf)));
    expect(wrong).toEqual([]);
  }, 600_000);

  test("what the driver may see is there to be seen: every mark that others must not find", async () => {
    const driver = actors.find(({ name }) => name === "the driver");
    const lacking = actors.flatMap((actor) => (actor.lacks.length === 1 ? forbiddenTo(actor, fleet) : []));
    const texts = await Promise.all(
      routes.map(async (route) => (route.open ? "" : (await ask(driver?.headers ?? {}, { ...route, path: toAddress(route, fleet) })).text)),
    );
    const marks = new Set([...lacking, ownMark].filter((mark) => mark !== foreignMark && !mark.includes("colleague")));
    expect([...marks].filter((mark) => !texts.some((text) => text.includes(mark)))).toEqual([]);
  });

  test("nothing changes by what nobodies, strangers, colleagues and viewers ask", async () => {
    const read = () => database.sql`select * from trip_tags order by trip_id, tag`;
    await tagAgain();
    const before = await read();
    const harmless = actors.filter(({ standing }) => standing !== "driver" && standing !== "fleet");
    const changing = named.filter(({ method }) => method !== "GET");
    for (const { headers } of harmless) for (const route of changing) await ask(headers, { ...route, path: toAddress(route, fleet) });
    expect([harmless.length > 15, changing.length > 0, await read()]).toEqual([true, true, before]);
  });
});

describe("addresses that do not exist", () => {
  test(`${unknownIds.length * named.length} cases, ${unknownIds.length} ids that nothing has × ${named.length} routes: 404`, async () => {
    const wrong: string[] = [];
    for (const id of unknownIds) {
      for (const route of named) {
        const path = toAddress(route, id);
        const answer = await ask({ authorization: `Bearer ${fleet.token}` }, { ...route, path });
        const problem = answer.status === "404" ? badError(path, answer) : answer.status;
        if (problem) wrong.push(`${route.method} ${path}: ${problem} ${answer.text.slice(0, 100)}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 600_000);

  const paths = [...new Set(routes.map(({ path }) => path))];
  const unlisted = paths.flatMap((path) =>
    methods.filter((method) => !routes.some((route) => route.path === path && route.method === method)).map((method) => ({ path, method })),
  );
  test(`${unlisted.length} methods that ${paths.length} paths do not have: 405, with and without a token`, async () => {
    const wrong: string[] = [];
    for (const { path, method } of unlisted) {
      const address = toAddress({ path }, fleet);
      for (const headers of [{}, { authorization: `Bearer ${fleet.token}` }]) {
        const response = await api.request(`/api/automatic${address}`, { method, headers });
        const allowed = routes.filter((route) => route.path === path).map((route) => route.method);
        const listed = response.headers.get("allow")?.split(", ") ?? [];
        if (response.status !== 405 || allowed.some((one) => !listed.includes(one)))
          wrong.push(`${method} ${address}: ${response.status} ${listed}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("GET /openapi.json", () => {
  test("200 for anyone", async () => {
    const { status, body } = await ask({}, { method: "GET", path: "/openapi.json", body: undefined });
    expect([status, body]).toEqual([
      "200",
      expect.objectContaining({ openapi: "3.1.0", info: expect.objectContaining({ title: "Automatic" }) }),
    ]);
  });
});
