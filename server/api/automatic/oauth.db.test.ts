import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { toAutomaticId, toLegacyUserId } from "#server/domain/automatic/ids.ts";
import {
  createPkce,
  createStage,
  createTestApp,
  createTestPerson,
  credentialsOf,
  readTokens,
  type Stage,
  type TestApp,
  type TestPerson,
} from "./fixtures/oauth-stage.ts";

let database: TestDatabase;
let stage: Stage;
let app: TestApp;
let person: TestPerson;

beforeAll(async () => {
  database = await createTestDatabase();
  stage = createStage(database.orm);
  app = await createTestApp(database.orm);
  person = await createTestPerson(database.orm);
});
afterAll(() => database.drop());

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;

describe("GET /oauth/authorize", () => {
  test.each(["/oauth/authorize", "/oauth/authorize/"])("303 from %s to the consent page, with the query as it came", async (path) => {
    const query = "client_id=a&response_type=code&scope=scope:trip%20scope:location&state=%20+%2B%26%FF~%27%22&redirect_url=x";
    const answer = await stage.api.request(`/api/automatic${path}?${query}`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`https://cars.example/oauth/authorize?${query}`);
  });

  test("413 for a request that is too long for any page", async () => {
    expect((await stage.api.request(`/api/automatic/oauth/authorize?state=${"x".repeat(9000)}`)).status).toBe(413);
  });
});

describe("POST /oauth/authorize", () => {
  test("303 to the same page for a form", async () => {
    const answer = await stage.post("/oauth/authorize/", { client_id: "a", scope: "scope:trip scope:location", state: " +&ä" });
    expect(answer.status).toBe(303);
    const to = new URL(answer.headers.get("location") ?? "");
    expect(to.origin + to.pathname).toBe("https://cars.example/oauth/authorize");
    expect(Object.fromEntries(to.searchParams)).toEqual({ client_id: "a", scope: "scope:trip scope:location", state: " +&ä" });
  });
});

describe("POST /oauth/access_token", () => {
  test("200 documented example", async () => {
    const answer = await stage.exchange(app, { code: await stage.getCode(person, app) });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual({
      access_token: expect.stringMatching(/^mpa_/),
      expires_in: 31_535_999,
      scope: "scope:public scope:location scope:trip",
      refresh_token: expect.stringMatching(/^mpr_/),
      token_type: "Bearer",
      user: { id: toLegacyUserId(person.userUid), sid: toAutomaticId("user", person.userUid) },
    });
  });

  test("200 without grant_type, with a slash at the end, and as JSON", async () => {
    const bare = await stage.post("/oauth/access_token/", { ...credentialsOf(app), code: await stage.getCode(person, app) });
    expect(bare.status).toBe(200);
    const body = JSON.stringify({ ...credentialsOf(app), grant_type: "authorization_code", code: await stage.getCode(person, app) });
    const headers = { "content-type": "application/json" };
    expect((await stage.api.request("/api/automatic/oauth/access_token", { method: "POST", body, headers })).status).toBe(200);
  });

  test("200 with the secret in the form, by Basic or both, whatever stale token comes along", async () => {
    const right = basic(app.clientId, app.secret);
    for (const [authorization, form] of [
      [right, {}],
      [right, credentialsOf(app)],
      [right, { client_id: app.clientId }],
      [basic(app.clientId, app.secret.replace("_", "%5F")), {}],
      ["Bearer mpa_stale", credentialsOf(app)],
      ["token stale", credentialsOf(app)],
    ] as const) {
      const code = await stage.getCode(person, app);
      const answer = await stage.post("/oauth/access_token", { grant_type: "authorization_code", code, ...form }, { authorization });
      expect([authorization, answer.status]).toEqual([authorization, 200]);
    }
  });

  test("401 err_invalid_client for a wrong, missing or foreign secret and an unknown app; the code stays good", async () => {
    const code = await stage.getCode(person, app);
    const other = await createTestApp(database.orm);
    for (const [form, authorization] of [
      [{ client_id: app.clientId }, null],
      [{ client_id: app.clientId, client_secret: "wrong" }, null],
      [{ client_id: app.clientId, client_secret: other.secret }, null],
      [{ client_id: "nobody", client_secret: app.secret }, null],
      [{ client_id: "\0", client_secret: app.secret }, null],
      [{}, null],
      [{}, "Bearer mpa_stale"],
      [{}, "Basic nonsense"],
      [{}, basic(app.clientId, other.secret)],
      [credentialsOf(app), basic(other.clientId, other.secret)],
      [credentialsOf(app), basic(app.clientId, other.secret)],
    ] as const) {
      const answer = await stage.post("/oauth/access_token", { code, ...form }, authorization ? { authorization } : {});
      expect([form, answer.status]).toEqual([form, 401]);
      expect(await answer.json()).toMatchObject({ error: "err_invalid_client", error_description: expect.any(String) });
      expect(answer.headers.get("www-authenticate")).toMatch(/^Basic/);
    }
    expect((await stage.exchange(app, { code })).status).toBe(200);
  });

  test("400 for a secret in the address, which is refused even where it is right", async () => {
    for (const [name, value] of Object.entries({ client_secret: app.secret, code: "mpo_x", refresh_token: "mpr_x" })) {
      const answer = await stage.post(`/oauth/access_token?${name}=${value}`, { ...credentialsOf(app), code: "x" });
      expect([name, answer.status]).toEqual([name, 400]);
    }
    expect(JSON.stringify(stage.lines)).not.toContain(app.secret);
  });

  test("400 for a grant that is not offered, whoever asks", async () => {
    for (const type of ["password", "client_credentials", "urn:ietf:params:oauth:grant-type:device_code"]) {
      const answer = await stage.post("/oauth/access_token", { grant_type: type, username: "ann", password: "a phrase" });
      expect([type, answer.status, (await readTokens(answer)).error]).toEqual([type, 400, "unsupported_grant_type"]);
    }
  });

  test("400 for what is missing or there twice, 415 for another body, 405 for GET", async () => {
    for (const form of [{}, { grant_type: "authorization_code" }, { grant_type: "refresh_token" }]) {
      expect((await stage.post("/oauth/access_token", { ...credentialsOf(app), ...form })).status).toBe(400);
    }
    const twice = new URLSearchParams({ ...credentialsOf(app), grant_type: "authorization_code", code: "a" });
    twice.append("code", "b");
    expect((await stage.post("/oauth/access_token", twice)).status).toBe(400);
    expect((await stage.post("/oauth/access_token", { code: "x" }, { "content-type": "text/plain" })).status).toBe(415);
    expect((await stage.api.request("/api/automatic/oauth/access_token")).status).toBe(405);
  });

  test("400 err_invalid_grant for a code that is unknown, of another app, a minute old, or of another address", async () => {
    const other = await createTestApp(database.orm);
    const [redirect = ""] = app.redirectUris;
    const cases: [string, TestApp, Record<string, string>][] = [
      ["unknown", app, { code: "nonsense" }],
      ["of another app", other, { code: await stage.getCode(person, app) }],
      ["of another address", app, { code: await stage.getCode(person, app), redirect_uri: `${redirect}/` }],
      ["without its address", app, { code: await stage.getCode(person, app, { redirect_uri: redirect }) }],
    ];
    for (const [name, client, form] of cases) {
      const answer = await stage.exchange(client, form);
      expect([name, answer.status, (await readTokens(answer)).error]).toEqual([name, 400, "err_invalid_grant"]);
    }
    const old = await stage.getCode(person, app);
    stage.pass(60);
    expect((await readTokens(await stage.exchange(app, { code: old }))).error).toBe("err_invalid_grant");
    const named = await stage.getCode(person, app, { redirect_uri: redirect });
    expect((await stage.exchange(app, { code: named, redirect_uri: redirect })).status).toBe(200);
    const unnamed = await stage.getCode(person, app);
    expect((await stage.exchange(app, { code: unnamed, redirect_uri: redirect })).status).toBe(200);
  });

  test("400 err_invalid_grant for a challenge without its verifier, and the other way round", async () => {
    const pkce = createPkce();
    for (const [request, proof] of [
      [pkce.request, {}],
      [pkce.request, createPkce().proof],
      [pkce.request, { code_verifier: pkce.request.code_challenge }],
      [pkce.request, { code_verifier: "" }],
      [{}, pkce.proof],
    ] as const) {
      const code = await stage.getCode(person, app, request);
      const answer = await stage.exchange(app, { code, ...proof });
      expect([request, proof, answer.status]).toEqual([request, proof, 400]);
      expect((await readTokens(answer)).error).toBe("err_invalid_grant");
    }
    const code = await stage.getCode(person, app, pkce.request);
    expect((await stage.exchange(app, { code, ...pkce.proof })).status).toBe(200);
  });

  test("429 for very many tries from one network", async () => {
    const headers = { "x-forwarded-for": "203.0.113.7" };
    const statuses: number[] = [];
    for (let round = 0; round < 301; round++) {
      statuses.push((await stage.post("/oauth/access_token", { code: "x", client_id: "nobody" }, headers)).status);
    }
    expect(statuses.slice(0, 300).every((status) => status === 401)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe("POST /oauth/refresh_token", () => {
  test("200 like the other name of the call, also without grant_type", async () => {
    const { refresh_token } = await stage.getTokens(person, app);
    for (const form of [{ grant_type: "refresh_token" }, {}]) {
      const answer = await stage.post("/oauth/refresh_token", { ...form, refresh_token, ...credentialsOf(app) });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ refresh_token, token_type: "Bearer", user: expect.any(Object) });
    }
  });
});
