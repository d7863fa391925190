import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apps } from "#db/schema/apps.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import {
  createPkce,
  createStage,
  createTestApp,
  createTestPerson,
  requestOf,
  type Stage,
  signInAgain,
  type TestApp,
  type TestPerson,
} from "#server/api/automatic/fixtures/oauth-stage.ts";

let database: TestDatabase;
let stage: Stage;
let app: TestApp;
let person: TestPerson;

const redirectUris = ["https://app.example/callback", "https://app.example/other?from=here", "http://127.0.0.1:8080/callback"];

beforeAll(async () => {
  database = await createTestDatabase();
  stage = createStage(database.orm);
  app = await createTestApp(database.orm, { redirectUris, scopes: ["scope:public", "scope:trip", "scope:location"] });
  person = await createTestPerson(database.orm);
});
afterAll(() => database.drop());

const paramsOf = (location: string | null) => Object.fromEntries(new URLSearchParams(location?.split("?")[1]));
const ask = (params: Record<string, string> = {}, of: TestPerson | null = person) => stage.prepare(of, { ...requestOf(app), ...params });
async function errorOf(params: Record<string, string>) {
  const consent = await ask(params);
  return consent.kind === "answer" ? paramsOf(consent.to)["error"] : consent.kind;
}

describe("the consent page", () => {
  test("names the app, its owner, what it asks for, where the answer goes and who is signed in", async () => {
    const consent = await ask();
    expect(consent).toMatchObject({
      kind: "ask",
      view: {
        appName: app.name,
        ownerName: app.ownerName,
        scopes: ["scope:public", "scope:location", "scope:trip"],
        target: { kind: "host", name: "app.example" },
        accountName: expect.stringMatching(/^Fleet/),
        personName: person.identity.session.name,
        personEmail: person.identity.session.email,
        wholeFleet: true,
      },
    });
  });

  test("leads who is not signed in to the sign-in page and back with the whole request, before it says anything else", async () => {
    const state = " +&=%25#\u0000\r\n\"'<ä\u{1f697}";
    for (const more of [{}, { scope: "nonsense" }, { response_type: "token" }]) {
      const consent = await ask({ state, ...more }, null);
      const query = consent.kind === "signIn" ? consent.next.replace("/oauth/authorize?", "") : "";
      expect(Object.fromEntries(new URLSearchParams(query))).toEqual({ ...requestOf(app), state, ...more });
    }
  });

  test.each([
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ response_type: "" }, "invalid_request"],
    [{ scope: "scope:trip scope:behavior" }, "invalid_scope"],
    [{ scope: "scope:trip nonsense" }, "invalid_scope"],
    [{ code_challenge: "x".repeat(43), code_challenge_method: "plain" }, "invalid_request"],
  ])("answers a request with %o by an error", async (params, error) => {
    const consent = await ask({ ...params, state: "s t" });
    expect(consent).toMatchObject({ kind: "answer", to: expect.stringMatching(/^https:\/\/app\.example\/callback\?error=/) });
    const answer = consent.kind === "answer" ? paramsOf(consent.to) : {};
    expect(answer).toEqual({ error, error_description: expect.any(String), state: "s t", iss: "https://cars.example" });
  });

  test("of a public app asks for PKCE", async () => {
    const bare = await createTestApp(database.orm, { isPublic: true });
    const consent = await stage.prepare(person, requestOf(bare));
    expect(consent.kind === "answer" && paramsOf(consent.to)["error"]).toBe("invalid_request");
    expect((await stage.prepare(person, { ...requestOf(bare), ...createPkce().request })).kind).toBe("ask");
  });

  const good = "https://app.example/callback";
  test.each([
    "",
    " ",
    `${good}/`,
    `${good}//`,
    `${good}?`,
    `${good}#`,
    `${good}#x`,
    `${good}?x=1`,
    `${good}&x=1`,
    `${good}%20`,
    ` ${good}`,
    `${good}\n`,
    `${good}\u0000`,
    `${good}/../callback`,
    "https://app.example/x/../callback",
    "https://app.example/./callback",
    "https://app.example/%2e/callback",
    "https://app.example/c%61llback",
    "https://app.example/Callback",
    "https://APP.example/callback",
    "HTTPS://app.example/callback",
    "http://app.example/callback",
    "https://app.example:443/callback",
    "https://app.example:8443/callback",
    "https://app.example./callback",
    "https://www.app.example/callback",
    "https://app.example.evil.example/callback",
    "https://evil.example/callback",
    "https://evil.example/https://app.example/callback",
    "https://app.example@evil.example/callback",
    "https://user:pass@app.example/callback",
    "https://evil.example\\@app.example/callback",
    "https:app.example/callback",
    "https:\\\\app.example\\callback",
    "//app.example/callback",
    "/callback",
    "https://аpp.example/callback",
    "https://xn--pp-7kc.example/callback",
    "https://app.example/other",
    "https://app.example/other?from=here&x=1",
    "http://127.0.0.1:8080@evil.example/callback",
    "http://127.0.0.1.evil.example:8080/callback",
    "http://localhost:8080/callback",
    "javascript:alert(1)",
    "data:text/html,x",
    `automatic-${"a".repeat(20)}://oauth`,
  ])("answers a request for %j by a page", async (uri) => {
    for (const more of [{}, { scope: "nonsense" }, { response_type: "token" }]) {
      expect(await ask({ redirect_uri: uri, ...more })).toEqual({ kind: "problem", problem: "unknown_redirect" });
      expect(await ask({ redirect_uri: uri, ...more }, null)).toEqual({ kind: "problem", problem: "unknown_redirect" });
    }
  });

  test("answers an unknown app by a page, wherever its answer should go", async () => {
    for (const client of ["nobody", "\u0000", "'; drop table apps", "x".repeat(500)]) {
      const consent = await ask({ client_id: client, redirect_uri: good });
      expect(consent).toEqual({ kind: "problem", problem: "unknown_client" });
    }
  });

  test("takes what is registered, the port of a program on the device apart", async () => {
    for (const uri of [...redirectUris, "http://127.0.0.1:51004/callback"]) expect(await errorOf({ redirect_uri: uri })).toBe("ask");
    expect(await errorOf({ redirect_url: "https://evil.example" })).toBe("ask");
  });
});

describe("the consent form", () => {
  const allow = async (form: string, of: Pick<TestPerson, "identity"> | null = person) =>
    stage.send(of, { consent: form, decision: "allow" });

  test("leads to the app with a code, the state as it was, and who answers", async () => {
    const state = " +&=%25#\u0000\r\n\"'<ä\u{1f697}";
    const to = await stage.decide(person, { ...requestOf(app), state });
    expect(to.startsWith(`${redirectUris[0]}?code=`)).toBe(true);
    expect(paramsOf(to)).toEqual({ code: expect.stringMatching(/^mpo_/), state, iss: "https://cars.example" });
    expect(new URL(await stage.decide(person, { ...requestOf(app), redirect_uri: redirectUris[1] ?? "" })).searchParams.get("from")).toBe(
      "here",
    );
    expect(paramsOf(await stage.decide(person, requestOf(app)))).not.toHaveProperty("state");
  });

  test("leads to a program's own scheme", async () => {
    const { clientId } = app;
    const program = await createTestApp(database.orm, { redirectUris: [`automatic-${clientId}://oauth`] });
    expect(await stage.decide(person, requestOf(program))).toMatch(new RegExp(`^automatic-${clientId}://oauth\\?code=mpo_\\w+&iss=`));
  });

  test("says that the person refused, as often as they like", async () => {
    const form = await stage.getForm(person, { ...requestOf(app), state: "x" });
    for (let round = 0; round < 2; round++) {
      const answer = await stage.send(person, { consent: form, decision: "deny" });
      expect(answer.status).toBe(303);
      const iss = "https://cars.example";
      expect(paramsOf(answer.headers.get("location"))).toEqual({ error: "access_denied", denied: "true", state: "x", iss });
    }
  });

  test("is answered by 303, kept by no cache, and says no referrer", async () => {
    const answer = await allow(await stage.getForm(person, requestOf(app)));
    expect(answer.status).toBe(303);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  });

  test("is good once: sent again, it leads back to the page", async () => {
    const form = await stage.getForm(person, { ...requestOf(app), state: "x" });
    const answers = await Promise.all([allow(form), allow(form), allow(form)]);
    const places = answers.map((answer) => answer.headers.get("location") ?? "").sort();
    expect(places.filter((place) => place.startsWith("https://app.example/"))).toHaveLength(1);
    expect(places[0]).toMatch(/^\/oauth\/authorize\?.*state=x&notice=used$/);
    expect((await allow(form)).headers.get("location")).toBe(places[0]);
  });

  test("is good for ten minutes, in the session it was shown in, and for who is signed in", async () => {
    const form = await stage.getForm(person, requestOf(app));
    const again = { identity: await signInAgain(database.orm, person) };
    const stranger = await createTestPerson(database.orm);
    for (const of of [again, stranger]) expect((await allow(form, of)).headers.get("location")).toMatch(/&notice=expired$/);
    expect((await allow(form, null)).headers.get("location")).toMatch(/^\/oauth\/authorize\?client_id=\w+&response_type=code&scope=[^&]+$/);
    stage.pass(599);
    const other = await stage.getForm(person, requestOf(app));
    expect((await allow(form)).headers.get("location")).toMatch(/^https:\/\/app\.example\//);
    stage.pass(600);
    expect((await allow(other)).headers.get("location")).toMatch(/&notice=expired$/);
  });

  test("400 for one that is not ours, was changed, or does not say what", async () => {
    const form = await stage.getForm(person, requestOf(app));
    const [body = "", signature = ""] = form.split(".");
    const wider = Buffer.from(Buffer.from(body, "base64url").toString().replace("scope%3Atrip", "scope%3Abehavior")).toString("base64url");
    expect(wider).not.toBe(body);
    const foreign = createStage(database.orm);
    foreign.deps.secret = "t".repeat(40);
    for (const consent of [
      "",
      ".",
      "nonsense",
      `${wider}.${signature}`,
      `${body}.`,
      body,
      `${form}x`,
      await foreign.getForm(person, requestOf(app)),
    ]) {
      const answer = await stage.send(person, { consent, decision: "allow" });
      expect([consent, answer.status, answer.headers.get("location")]).toEqual([consent, 400, null]);
    }
    for (const fields of [{}, { decision: "maybe" }]) expect((await stage.send(person, { consent: form, ...fields })).status).toBe(400);
    // None of that used it up.
    expect((await allow(form)).headers.get("location")).toMatch(/^https:\/\/app\.example\//);
  });

  test("is looked at anew: what the app lost meanwhile it does not get", async () => {
    const changing = await createTestApp(database.orm, { redirectUris: ["https://app.example/a", "https://app.example/b"] });
    const request = { ...requestOf(changing), redirect_uri: "https://app.example/b" };
    const [scoped, moved, deleted] = [
      await stage.getForm(person, request),
      await stage.getForm(person, request),
      await stage.getForm(person, request),
    ];
    await database.orm
      .update(apps)
      .set({ scopes: ["scope:trip"] })
      .where(eq(apps.id, changing.appId));
    expect(paramsOf((await allow(scoped)).headers.get("location"))["error"]).toBe("invalid_scope");
    await database.orm
      .update(apps)
      .set({ redirectUris: ["https://app.example/a"] })
      .where(eq(apps.id, changing.appId));
    expect((await allow(moved)).headers.get("location")).toMatch(/^\/oauth\/authorize\?/);
    await database.orm.delete(apps).where(eq(apps.id, changing.appId));
    expect((await allow(deleted)).headers.get("location")).toMatch(/^\/oauth\/authorize\?/);
  });

  test("429 for very many", async () => {
    const busy = await createTestPerson(database.orm);
    const form = await stage.getForm(busy, requestOf(app));
    const statuses: number[] = [];
    for (let round = 0; round < 121; round++) statuses.push((await stage.send(busy, { consent: form, decision: "deny" })).status);
    expect(statuses.filter((status) => status === 303)).toHaveLength(120);
    expect(statuses.at(-1)).toBe(429);
  });

  test("leaves entries in the audit log, without secrets", async () => {
    const to = await stage.decide(person, { ...requestOf(app), state: "my-secret-state" });
    await stage.decide(person, requestOf(app), "deny");
    const entries = await database.sql`
      select action, actor_id::int as "userId", subject_name as app from audit_entries order by id desc limit 2`;
    const about = { userId: person.identity.session.userId, app: app.name };
    expect(entries).toEqual([
      { action: "app.refused", ...about },
      { action: "app.allowed", ...about },
    ]);
    const text = JSON.stringify([stage.lines, await database.sql`select * from audit_entries`]);
    for (const secret of [paramsOf(to)["code"] ?? "", "my-secret-state"]) expect(text).not.toContain(secret);
  });
});
