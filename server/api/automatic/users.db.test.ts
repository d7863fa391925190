import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { toAutomaticId } from "#server/domain/automatic/ids.ts";
import { type Ask, base, createAutomaticClient } from "./fixtures/client.ts";
import { createFleet, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented, wire } from "./fixtures/shapes.ts";
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

const own = () => toAutomaticId("user", fleet.user.uid);
const urlOf = () => `${base}/user/${own()}/`;
const publicToken = () => issueToken(database.orm, { userId: fleet.user.id, accountId: fleet.accountId, scopes: [] });

/** A call below a person's address. */
function testPerson(rest: string, object: string, values: () => object): void {
  test("200 documented example, by id and as me, with and without a slash", async () => {
    for (const id of ["me", own()]) {
      for (const slash of ["", "/"]) {
        const { status, body } = await ask(`/user/${id}${rest}${slash}`);
        expect(status).toBe(200);
        expectDocumented(object, body);
        expect(body).toMatchObject(values());
      }
    }
  });

  test("401 without a token", async () => {
    expect(await ask(`/user/me${rest}`, { token: null })).toMatchObject({ status: 401, body: { error: "err_unauthorized" } });
  });

  test("404 for anybody else, of the account or of another one, and for what is no id", async () => {
    for (const id of [toAutomaticId("user", fleet.owner.uid), toAutomaticId("user", foreign.user.uid), "U_0123456789abcdef", "x", "ME"]) {
      const answer = await ask(`/user/${id}${rest}`);
      expect([id, answer]).toMatchObject([id, { status: 404, body: { error: "err_page_not_found", error_description: "No such user." } }]);
    }
  });
}

describe("GET /user/{id}", () => {
  testPerson("", "User", () => ({
    id: own(),
    url: urlOf(),
    username: fleet.user.email,
    first_name: "Mary",
    last_name: expect.stringContaining("Driverton"),
    email: fleet.user.email,
  }));

  test("200 with id and address alone where nothing else is allowed", async () => {
    expect((await ask("/user/me", { token: await publicToken() })).body).toEqual({ id: own(), url: urlOf() });
  });
});

const forbidden = { status: 403, body: { error: "err_forbidden" } };

describe("GET /user/{id}/profile", () => {
  testPerson("/profile", "UserProfile", () => ({ url: `${urlOf()}profile/`, user: urlOf(), date_joined: wire.moment }));

  test("403 without scope:user:profile", async () => {
    expect(await ask("/user/me/profile", { token: await publicToken() })).toMatchObject(forbidden);
  });
});

describe("GET /user/{id}/metadata", () => {
  testPerson("/metadata", "UserMetadata", () => ({ url: `${urlOf()}metadata/`, user: urlOf(), is_staff: false }));

  test("200 with the apps that are allowed, not with those that were", async () => {
    const [{ client_id: allowed } = {}] = await database.sql`
      select client_id from apps join app_grants g on g.app_id = apps.id where g.user_id = ${fleet.user.id} order by g.id limit 1`;
    await publicToken();
    await database.sql`update app_grants set revoked_at = now() where user_id = ${fleet.user.id} and id <> (
      select min(id) from app_grants where user_id = ${fleet.user.id})`;
    expect((await ask("/user/me/metadata")).body).toMatchObject({ authenticated_clients: [allowed] });
  });

  test("403 without scope:user:profile", async () => {
    expect(await ask("/user/me/metadata", { token: await publicToken() })).toMatchObject(forbidden);
  });
});
