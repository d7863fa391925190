import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import type { MountedRoute } from "#server/api/mounted-routes.ts";
import { createFileStore } from "#server/files/file-store.ts";
import {
  type Actor,
  addColleague,
  colleagueMark,
  createActors,
  expectedOf,
  findSampleId,
  foreignMark,
  markFleet,
  ownMark,
} from "./fixtures/actors.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { type Ids, listRoutes, toAddress } from "./fixtures/routes.ts";
import { createCarnotApi } from "./index.ts";

const routes = await listRoutes();
const named = routes.filter(({ path }) => path.includes("{id}"));
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
/** What no row has as its id, and what cannot be an id at all. */
const unknownIds = ["987654321", "0", "-1", "1.5", "abc", "%00", "99999999999999999999", "9007199254740993"];
const actorCount = 24;

let database: TestDatabase;
let api: ReturnType<typeof createCarnotApi>;
let fleet: TestFleet & Ids;
let stranger: TestFleet;
let colleague: Ids;
let actors: Actor[];
const folder = mkdtempSync(join(tmpdir(), "motorpool-actors-"));

beforeAll(async () => {
  database = await createTestDatabase();
  const [own, foreign] = [await createFleet(database), await createFleet(database)];
  const other = await addColleague(database, own);
  colleague = { ...other, sampleId: 987_654_321 };
  actors = await createActors(database, own, foreign, other);
  await markFleet(database, own, ownMark);
  await markFleet(database, foreign, foreignMark);
  fleet = { ...own, sampleId: await findSampleId(database, own.deviceId) };
  stranger = foreign;
  const log = pino({ level: "silent" });
  api = createCarnotApi({ db: database.orm, now: () => now, log, files: createFileStore(folder), requestsPerMinute: 1_000_000 });
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

interface Answer {
  status: string;
  text: string;
}

/** What an answer in an envelope would have been without: it says so in words only. */
function statusBehind(message: string): string {
  if (/Invalid Token|API key is|API key has|password is not right/.test(message)) return "401";
  if (/may not|may only|lets only those|invitation/i.test(message)) return "403";
  if (/^No such /.test(message)) return "404";
  if (/went wrong on our side|cannot be reached/.test(message)) return "500";
  return /^Only .* here\.$/.test(message) ? "405" : "400";
}

async function ask(
  headers: Record<string, string>,
  { method, path, body }: Pick<MountedRoute, "method" | "path" | "body">,
): Promise<Answer> {
  const sent = method === "GET" || body === undefined ? {} : { body: JSON.stringify(body) };
  const all = { ...("body" in sent && { "content-type": "application/json" }), "x-forwarded-for": crypto.randomUUID(), ...headers };
  const response = await api.request(`/api/carnot${path}`, { method, ...sent, headers: all });
  const text = await response.text();
  const answered: { status?: unknown; message?: unknown } = JSON.parse(text);
  const failed = "apikey" in headers && answered.status === false;
  return { status: failed ? statusBehind(String(answered.message)) : String(response.status), text: text.toLowerCase() };
}

/** Asks all of the routes as all of the actors, one after another, and tells which answers are not as expected. */
async function findWrong(
  asked: readonly MountedRoute[],
  ids: Ids | string,
  expected: (actor: Actor, route: MountedRoute) => string[] | null,
) {
  const wrong: string[] = [];
  for (const actor of actors) {
    for (const route of asked) {
      const allowed = expected(actor, route);
      if (!allowed) continue;
      const path = toAddress(route, ids);
      const { status, text } = await ask(actor.headers, { ...route, path });
      const leaked = leaks(actor).filter((mark) => text.includes(mark));
      if (!allowed.includes(status) || leaked.length > 0) {
        wrong.push(
          `${actor.name}: ${route.method} ${path}: ${status} ${leaked.join()} instead of ${allowed.join("|")}: ${text.slice(0, 150)}`,
        );
      }
    }
  }
  return wrong;
}

/** The marks of data that the actor may never see. */
function leaks({ standing }: Actor): string[] {
  if (standing === "nobody") return [ownMark, foreignMark, colleagueMark];
  if (standing === "stranger") return [ownMark, colleagueMark];
  if (standing === "driver") return [foreignMark, colleagueMark];
  return [foreignMark];
}

/** A fingerprint of every row of an account but its credentials, of which "last used" moves. */
async function fingerprint(accountId: number): Promise<string> {
  const { sql } = database;
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'account_id' and table_name <> 'tokens' order by 1`;
  const prints = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await sql`select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as print from ${sql(name)} t
        where account_id = ${accountId}`;
      return `${name} ${row?.["print"]}`;
    }),
  );
  return prints.join("\n");
}

describe("everybody and every route", () => {
  test(`${actorCount * routes.length} cases, ${actorCount} actors × ${routes.length} routes: 200, 401, 403 or 404 as it should be, and nobody else's data`, async () => {
    expect(actors).toHaveLength(actorCount);
    expect(await findWrong(routes, fleet, expectedOf)).toEqual([]);
  }, 600_000);

  test("nothing of an account changes by what strangers, readers and nobodies ask", async () => {
    const before = await Promise.all([fingerprint(fleet.accountId), fingerprint(stranger.accountId)]);
    const changing = routes.filter(({ method, withoutUser }) => method !== "GET" && !withoutUser);
    const harmless = actors.filter(({ standing, writes, refused }) => refused !== null || !writes || standing === "reader");
    for (const { headers } of harmless) for (const route of changing) await ask(headers, { ...route, path: toAddress(route, fleet) });
    const foreignKeys = actors.filter(({ standing }) => standing === "stranger");
    for (const { headers } of foreignKeys) {
      for (const route of changing.filter((one) => named.includes(one))) await ask(headers, { ...route, path: toAddress(route, fleet) });
    }
    expect(harmless.length + foreignKeys.length).toBeGreaterThan(15);
    expect(await Promise.all([fingerprint(fleet.accountId), fingerprint(stranger.accountId)])).toEqual(before);
  }, 600_000);

  test(`${named.length} routes with an id: a colleague's is unknown to a driver, whatever they ask with`, async () => {
    const wrong = await findWrong(named, colleague, ({ standing }, { method }) =>
      standing === "driver" ? (method === "GET" ? ["404"] : ["404", "403"]) : null,
    );
    expect(wrong).toEqual([]);
  });
});

describe("addresses that do not exist", () => {
  test(`${unknownIds.length * named.length} cases, ${unknownIds.length} ids that nothing has × ${named.length} routes: 404`, async () => {
    const wrong: string[] = [];
    for (const id of unknownIds) {
      for (const route of named) {
        const path = toAddress(route, id);
        const { status, text } = await ask({ authorization: fleet.writeKey }, { ...route, path });
        if (status !== "404") wrong.push(`${route.method} ${path}: ${status} ${text.slice(0, 100)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  const paths = [...new Set(routes.map(({ path }) => path))];
  const unlisted = paths.flatMap((path) =>
    methods.filter((method) => !routes.some((route) => route.path === path && route.method === method)).map((method) => ({ path, method })),
  );
  test(`${unlisted.length} methods that ${paths.length} paths do not have: 405, with and without a key`, async () => {
    const wrong: string[] = [];
    for (const { path, method } of unlisted) {
      const address = toAddress({ path }, fleet).replace(/\?.*/, "");
      for (const headers of [{}, { authorization: fleet.writeKey }]) {
        const response = await api.request(`/api/carnot${address}`, { method, headers });
        const allowed = routes.filter((route) => route.path === path).map((route) => route.method);
        const listed = response.headers.get("allow")?.split(", ") ?? [];
        if (response.status !== 405 || allowed.some((one) => !listed.includes(one)))
          wrong.push(`${method} ${address}: ${response.status} ${listed}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
