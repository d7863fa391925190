import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertUser } from "#db/test-factories.ts";
import { appScopes } from "#server/domain/apps/scopes.ts";
import { toAutomaticId } from "#server/domain/automatic/ids.ts";
import { type Ask, createAutomaticClient } from "./fixtures/client.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented, type Listed, wire } from "./fixtures/shapes.ts";
import { issueToken } from "./fixtures/tokens.ts";

let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let ask: Ask;
let early: string;
let tagged: string;
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  ask = createAutomaticClient(database, fleet.token);
  [early, tagged] = [toAutomaticId("trip", fleet.early.uid), toAutomaticId("trip", fleet.trip.uid)];
});
afterAll(() => database.drop());
beforeEach(() => database.sql`delete from trip_tags where trip_id = ${fleet.early.id}`);

const missing = { status: 404, body: { error: "err_page_not_found" } };
const refused = { status: 403, body: { error: "err_forbidden" } };
const foreignTrip = () => toAutomaticId("trip", foreign.trip.uid);
const tokenOf = (userId: number, scopes = appScopes.filter(() => true)) =>
  issueToken(database.orm, { userId, accountId: fleet.accountId, scopes });
const tagsOf = async (id: string) => ((await ask(`/trip/${id}`)).body as { tags: string[] }).tags;

/** What all three calls refuse. */
function testRefusals(call: (trip: string, token: string | null) => ReturnType<Ask>): void {
  test("401 without a token, 403 without scope:trip, 404 for a trip of others, an unknown one and what is no id", async () => {
    expect(await call(tagged, null)).toMatchObject({ status: 401, body: { error: "err_unauthorized" } });
    const others = appScopes.filter((scope) => scope !== "scope:trip");
    expect(await call(tagged, await tokenOf(fleet.user.id, others))).toMatchObject(refused);
    for (const trip of [foreignTrip(), "T_0123456789abcdef", "T_"]) expect(await call(trip, fleet.token)).toMatchObject(missing);
  });
}

describe("POST /trip/{id}/tag", () => {
  testRefusals((trip, token) => ask(`/trip/${trip}/tag/`, { token, form: { tag: "business" } }));

  test("200 documented example, from a form and from JSON, with and without a slash", async () => {
    for (const [index, body] of [{ form: { tag: "business" } }, { json: { tag: "business" } }].entries()) {
      await database.sql`delete from trip_tags where trip_id = ${fleet.early.id}`;
      const answer = await ask(`/trip/${early}/tag${index === 0 ? "/" : ""}`, body);
      expectDocumented("TripTag", answer.body);
      expect(answer).toMatchObject({ status: 200, body: { tag: "business", created_at: now.toISOString() } });
      expect(await tagsOf(early)).toEqual(["business"]);
    }
  });

  test("200 once more, with the first moment", async () => {
    await database.sql`insert into trip_tags (trip_id, tag, created_at) values (${fleet.early.id}, 'business', '2026-03-01T12:00:00Z')`;
    const again = await ask(`/trip/${early}/tag`, { form: { tag: "business" } });
    expect(again).toMatchObject({ status: 200, body: { tag: "business", created_at: "2026-03-01T12:00:00.000Z" } });
  });

  test("422 for any other tag, 400 for none", async () => {
    for (const tag of ["personal", "Business", "business ", "", "a'; drop table trips; --"]) {
      const answer = await ask(`/trip/${early}/tag`, { form: { tag } });
      expect([tag, answer]).toMatchObject([tag, { status: 422, body: { error: "err_unprocessable_data" } }]);
    }
    for (const json of [{}, { tag: 5 }, { tag: ["business"] }])
      expect(await ask(`/trip/${early}/tag`, { json })).toMatchObject({ status: 400 });
    expect(await tagsOf(early)).toEqual([]);
  });

  test("403 for viewers, 200 for owners", async () => {
    const viewer = await insertUser(database.orm, fleet.accountId, "viewer");
    const asViewer = { token: await tokenOf(viewer.id), form: { tag: "business" } };
    expect(await ask(`/trip/${early}/tag`, asViewer)).toMatchObject(refused);
    expect(await ask(`/trip/${tagged}/tag/business`, { token: asViewer.token, method: "DELETE" })).toMatchObject(refused);
    expect(await ask(`/trip/${early}/tag`, { ...asViewer, token: await tokenOf(fleet.owner.id) })).toMatchObject({ status: 200 });
  });
});

describe("GET /trip/{id}/tag/{tag}", () => {
  testRefusals((trip, token) => ask(`/trip/${trip}/tag/business`, { token }));

  test("200 documented example", async () => {
    const { status, body } = await ask(`/trip/${tagged}/tag/business/`);
    expectDocumented("TripTag", body);
    expect([status, body]).toEqual([200, { tag: "business", created_at: wire.moment }]);
  });

  test("404 for a tag the trip has not", async () => {
    expect(await ask(`/trip/${early}/tag/business`)).toMatchObject(missing);
    expect(await ask(`/trip/${tagged}/tag/personal`)).toMatchObject(missing);
  });
});

describe("DELETE /trip/{id}/tag/{tag}", () => {
  testRefusals((trip, token) => ask(`/trip/${trip}/tag/business`, { token, method: "DELETE" }));

  test("200 with nothing, and the tag is gone; 404 from then on", async () => {
    await ask(`/trip/${early}/tag`, { form: { tag: "business" } });
    expect(await ask(`/trip/${early}/tag/business/`, { method: "DELETE" })).toMatchObject({ status: 200, body: {} });
    expect(await tagsOf(early)).toEqual([]);
    expect(await ask(`/trip/${early}/tag/business`, { method: "DELETE" })).toMatchObject(missing);
    expect(await tagsOf(tagged)).toEqual(["business"]);
  });
});

describe("GET /tag", () => {
  const tags = async (query: string) => ((await ask(`/tag${query}`)).body as Listed).results;

  test("200 documented example", async () => {
    const { status, body } = await ask("/tag/?limit=1");
    expect([status, body]).toEqual([200, { _metadata: { count: 1, next: null, previous: null }, results: [{ tag: "business" }] }]);
    expectDocumented("Tag", (body as Listed).results[0]);
  });

  test("200 by how it begins, in any case, any of several; past the end nothing", async () => {
    for (const query of ["?tag__istartswith=BUS", "?tag__istartswith=x,busi", "?tag__ibeginswith=b"]) {
      expect([query, await tags(query)]).toEqual([query, [{ tag: "business" }]]);
    }
    for (const query of ["?tag__istartswith=x", "?tag__ibeginswith=usiness", "?page=2"])
      expect([query, await tags(query)]).toEqual([query, []]);
  });

  test("401 without a token", async () => {
    expect(await ask("/tag", { token: null })).toMatchObject({ status: 401 });
  });
});

describe("GET /tag/{slug}", () => {
  test("200 documented example", async () => {
    const { status, body } = await ask("/tag/business/");
    expect([status, body]).toEqual([200, { tag: "business" }]);
  });

  test("404 for any other, 401 without a token", async () => {
    expect(await ask("/tag/personal")).toMatchObject(missing);
    expect(await ask("/tag/business", { token: null })).toMatchObject({ status: 401 });
  });
});
