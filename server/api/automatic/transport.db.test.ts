import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { toAutomaticId } from "#server/domain/automatic/ids.ts";
import { type Ask, createAutomaticClient } from "./fixtures/client.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { createAutomaticApi } from "./index.ts";

let database: TestDatabase;
let fleet: TestFleet;
let ask: Ask;
let server: ReturnType<typeof createAdaptorServer>;
let origin: string;
beforeAll(async () => {
  database = await createTestDatabase();
  fleet = await createFleet(database);
  ask = createAutomaticClient(database, null);
  const api = createAutomaticApi({ db: database.orm, now: () => now, log: pino({ level: "silent" }) });
  server = createAdaptorServer({ fetch: api.fetch, overrideGlobalObjects: false });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await database.drop();
});

describe("who asks", () => {
  test.each(["Bearer", "bearer", "BEARER", "token", "Token"])("200 with the word %s", async (word) => {
    expect((await ask("/user/me", { headers: { authorization: `${word} ${fleet.token}` } })).status).toBe(200);
  });

  test.each(["", "Bearer", "Basic abc", "Bearer a b", "mpa_x", "Bearer mpa_x"])("401 with %j", async (authorization) => {
    const { status, headers, body } = await ask("/user/me", { headers: { authorization } });
    expect([status, body]).toEqual([401, { error: "err_unauthorized", error_description: expect.any(String) }]);
    expect(headers.get("www-authenticate")).toBe("Bearer");
  });

  test("401 with a token in the address: none is read there", async () => {
    expect((await ask(`/user/me?access_token=${fleet.token}`)).status).toBe(401);
  });
});

describe("headers of old clients", () => {
  test.each<Record<string, string>>([{ "content-type": "application/json" }, { accept: "text/json, application/json" }, { accept: "*/*" }])(
    "200 with %j and no body",
    async (headers) => {
      const { status, headers: answered } = await ask("/trip/", { token: fleet.token, headers });
      expect([status, answered.get("content-type")]).toEqual([200, "application/json"]);
    },
  );
});

describe("pages of other sites", () => {
  const page = "https://dashboard.example";

  test("may ask whether they may ask", async () => {
    for (const path of ["/api/automatic/trip/?limit=1", "/api/automatic/trip/T_x/tag/", "/api/automatic/v1/trips"]) {
      const wanted = { "access-control-request-method": "GET", "access-control-request-headers": "authorization,content-type" };
      const answer = await fetch(origin + path, { method: "OPTIONS", headers: { origin: page, ...wanted } });
      expect(answer.status).toBe(204);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(answer.headers.get("access-control-allow-headers")?.toLowerCase().split(",")).toContain("authorization");
      expect(answer.headers.get("access-control-allow-methods")?.split(",")).toEqual(expect.arrayContaining(["GET", "POST", "DELETE"]));
      expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    }
  });

  test("read answers, refusals and the Link header", async () => {
    for (const [token, status] of [
      [fleet.token, 200],
      ["none", 401],
    ] as const) {
      const headers = { origin: page, authorization: `bearer ${token}` };
      const answer = await fetch(`${origin}/api/automatic/trip?limit=1`, { headers });
      expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([status, "*"]);
      expect(answer.headers.get("access-control-expose-headers")?.split(",")).toContain("Link");
      await answer.arrayBuffer();
    }
  });
});

describe("without encryption", () => {
  const via = (proto: string) => ({ token: fleet.token, headers: { "x-forwarded-proto": proto } });

  test("403 where the proxy in front was asked so, before the token counts; version 1 says 404", async () => {
    const refused = { error: "err_forbidden", error_description: expect.stringMatching(/^Use https:\/\//) };
    expect(await ask("/trip", via("http"))).toMatchObject({ status: 403, body: refused });
    expect(await ask("/trip", { ...via("HTTP, https"), token: null })).toMatchObject({ status: 403, body: refused });
    const { status, body } = await ask("/v1/trips", via("http"));
    expect([status, body]).toEqual([404, { message: expect.stringMatching(/^Use https:\/\//) }]);
  });

  test("200 with https, and where the server itself is reached without", async () => {
    expect((await ask("/trip", via("https"))).status).toBe(200);
    const headers = { authorization: `Bearer ${fleet.token}`, "x-forwarded-proto": "http" };
    expect((await fetch(`${origin}/api/automatic/trip`, { headers })).status).toBe(200);
  });
});

describe("addresses", () => {
  test("404 and 400 for what no database can look for", async () => {
    const of = (path: string) => ask(path, { token: fleet.token });
    const trip = toAutomaticId("trip", fleet.trip.uid);
    for (const path of [`/trip/${trip}/tag/%00`, `/trip/${trip}/tag/${"x".repeat(101)}`, "/tag/%00", "/user/%00/trip"]) {
      expect([path, await of(path)]).toMatchObject([path, { status: 404 }]);
    }
    for (const path of ["/vehicle?vin=%00", "/device?device_barcode=a%00", "/trip?tags__in=%00", "/trip?started_at__gte=%00"]) {
      expect([path, await of(path)]).toMatchObject([path, { status: 400, body: { error: "err_bad_request" } }]);
    }
  });

  test("404 for an unknown one and 405 for a wrong method, in the words of the version", async () => {
    expect(await ask("/nothing", { token: fleet.token })).toMatchObject({ status: 404, body: { error: "err_page_not_found" } });
    const wrong = await ask("/trip/", { token: fleet.token, method: "DELETE" });
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });
});
