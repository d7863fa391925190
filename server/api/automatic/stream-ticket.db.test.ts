import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { createFleet, now } from "./fixtures/fleet.ts";
import { createStreamApp, tickets } from "./fixtures/open-stream.ts";
import { createAutomaticApi } from "./index.ts";

let database: TestDatabase;
let app: Awaited<ReturnType<typeof createStreamApp>>;
let publicApp: typeof app;

beforeAll(async () => {
  database = await createTestDatabase();
  const fleet = await createFleet(database);
  [app, publicApp] = [await createStreamApp(database, fleet), await createStreamApp(database, fleet, { isPublic: true })];
});
afterAll(() => database.drop());

async function ask(form: Record<string, string> | null, authorization?: string, query = "") {
  const api = createAutomaticApi({ db: database.orm, now: () => now, log: pino({ level: "silent" }), tickets });
  const headers = authorization ? { authorization } : {};
  const answer = await api.request(`/api/automatic/stream/ticket${query}`, {
    method: "POST",
    headers,
    body: form && new URLSearchParams(form),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as { ticket?: string } };
}
const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

describe("POST /stream/ticket", () => {
  test.each([
    ["in the form", () => ask({ client_id: app.clientId, client_secret: app.secret })],
    ["by Basic", () => ask({}, basic(app.token))],
    ["by Basic, without a body", () => ask(null, basic(app.token))],
    ["by both", () => ask({ client_id: app.clientId, client_secret: app.secret }, basic(app.token))],
  ])("200 credentials %s", async (_, given) => {
    const { status, headers, body } = await given();
    expect({ status, body }).toEqual({ status: 200, body: { ticket: expect.stringMatching(/^mpt_/), expires_in: 60 } });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(tickets.redeem(body.ticket ?? "")).toEqual({ appId: app.appId, hash: app.hash });
  });

  test.each([
    ["none", () => ask({})],
    ["a wrong secret", () => ask({ client_id: app.clientId, client_secret: publicApp.secret })],
    ["a public app", () => ask({ client_id: publicApp.clientId })],
    ["a public app with a secret", () => ask({}, basic(publicApp.token))],
  ])("401 %s", async (_, given) => {
    expect(await given()).toMatchObject({ status: 401, body: { error: "err_invalid_client" } });
  });

  test("400 the secret in the address", async () => {
    const { status } = await ask({ client_id: app.clientId }, undefined, `?client_secret=${app.secret}`);
    expect(status).toBe(400);
  });
});
