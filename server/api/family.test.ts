import { gunzipSync } from "node:zlib";
import { pino } from "pino";
import { expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { createRateLimit } from "#server/http/rate-limit.ts";
import { createFamily } from "./family.ts";

/** A family with one route of each kind, which answers so many requests in a minute; `lines` is what it logs. */
function createShelf(requests = 1000) {
  const lines: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line) => lines.push(JSON.parse(line)) });
  const limitRate = createRateLimit({ name: "shelf", requests, windowS: 60 }, () => new Date(0));
  const api = createFamily<Scope>({
    name: "shelf",
    log,
    publicUrl: "https://cars.example",
    authenticate: async (request) => {
      if (request.headers.get("authorization") !== "Bearer good") throw new AppError("unauthorized", "Who are you?");
      return { actor: { kind: "system", reason: "test" }, accountId: 7, driverIds: "all" };
    },
    admit: (context, { accountId }) => limitRate(context, String(accountId)),
    // A dialect of its own for those who ask for it: the answer wrapped, every error a 200.
    renderingOf: (request) =>
      request.headers.has("x-wrap")
        ? { ok: (data) => ({ data }), error: ({ message }) => ({ status: 200, body: { failed: message } }) }
        : {
            ok: (data) => data as object,
            error: ({ code, status, message, requestId }) => ({ status, body: { code, message, requestId } }),
          },
    patterns: { id: "[0-9]+" },
    document: {
      title: "Shelf",
      version: "1",
      description: "Books.",
      security: { name: "key", description: "A key." },
      error: z.object({ code: z.string() }),
    },
  });
  const book = z.object({ id: z.number(), title: z.string(), account: z.number() });
  api.get(
    "/books/{id}",
    {
      summary: "A book",
      params: z.object({ id: z.coerce.number().int().safe() }),
      query: z.object({ lang: z.string().default("en") }),
      ok: book,
    },
    async ({ scope, params, query }) => {
      if (params.id === 13) throw new Error("secret detail");
      if (params.id === 14) throw new AppError("conflict", "On loan.", { retryAfterS: 2.5 });
      return { id: params.id, title: `Title (${query.lang})`, account: scope.accountId };
    },
  );
  api.post("/books", { summary: "Add a book", body: z.object({ title: z.string() }), ok: book }, async ({ scope, body }) => {
    return { id: 1, title: body.title, account: scope.accountId };
  });
  api.publish("/openapi.json", "The document", api.describe);
  let renderings = 0;
  api.publish("/renderings.json", "How often this was rendered", () => ({ renderings: ++renderings }));
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: "Bearer good", ...init.headers };
    const response = await api.app.request(`/api/shelf${path}`, { ...init, headers });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return { app: api.app, ask, lines };
}

const post = (body: string, type = "application/json"): RequestInit => ({ method: "POST", body, headers: { "content-type": type } });

test("200: path, query and scope reach the handler, with and without the trailing slash", async () => {
  const { ask } = createShelf();
  expect((await ask("/books/5?lang=de")).body).toEqual({ id: 5, title: "Title (de)", account: 7 });
  expect((await ask("/books/5/")).body).toEqual({ id: 5, title: "Title (en)", account: 7 });
});

test("400: a NUL in a query, which no text of the database has", async () => {
  const { status, body } = await createShelf().ask("/books/5?lang=d%00e");
  expect([status, body]).toEqual([400, expect.objectContaining({ message: expect.stringContaining("NUL") })]);
});

test("200: a JSON body is parsed", async () => {
  const { ask } = createShelf();
  expect((await ask("/books", post('{"title":"Emma"}'))).body).toEqual({ id: 1, title: "Emma", account: 7 });
});

test("400, 413, 415: what is wrong with a request", async () => {
  const { ask } = createShelf();
  expect((await ask("/books", post("{}"))).body.message).toMatch(/^body\.title: /);
  expect((await ask("/books", post("{"))).body).toMatchObject({ code: "bad_request", message: "The body is not valid JSON." });
  expect((await ask("/books", post("{}", "text/plain"))).status).toBe(415);
  expect((await ask("/books", post(`"${"x".repeat(1024 * 1024)}"`))).status).toBe(413);
});

test("401: nobody gets in without a key, and the body is not looked at", async () => {
  const { ask } = createShelf();
  const { status, headers, body } = await ask("/books", { ...post("{"), headers: { authorization: "Bearer bad" } });
  expect([status, headers.get("www-authenticate"), body.code]).toEqual([401, "Bearer", "unauthorized"]);
});

test("404 and 405 are bodies of the family too", async () => {
  const { ask } = createShelf();
  expect((await ask("/nothing")).body.code).toBe("not_found");
  expect((await ask("/books/x")).body.code).toBe("not_found");
  expect((await ask("/books/99999999999999999999")).body.code).toBe("not_found");
  const { status, headers, body } = await ask("/books/5", { method: "DELETE" });
  expect([status, headers.get("allow"), body.code]).toEqual([405, "GET, HEAD", "method_not_allowed"]);
});

test("406: an Accept header without room for JSON", async () => {
  const { ask } = createShelf();
  for (const accept of ["text/html", "application/json;q=0", "image/*"]) {
    expect((await ask("/books/5", { headers: { accept } })).status).toBe(406);
  }
  for (const accept of ["*/*", "application/json", "text/html, application/*;q=0.1", "application/vnd.api+json"]) {
    expect((await ask("/books/5", { headers: { accept } })).status).toBe(200);
  }
});

test("the rendering is chosen by the request, for answers and for errors", async () => {
  const { ask } = createShelf();
  const headers = { "x-wrap": "1" };
  expect((await ask("/books/5", { headers })).body).toEqual({ data: { id: 5, title: "Title (en)", account: 7 } });
  for (const path of ["/nothing", "/books/14"]) {
    const { status, body } = await ask(path, { headers });
    expect([status, typeof body.failed]).toEqual([200, "string"]);
  }
});

test("409: Retry-After in whole seconds", async () => {
  const { status, headers } = await createShelf().ask("/books/14");
  expect([status, headers.get("retry-after")]).toEqual([409, "3"]);
});

test("429: whoever was let in is counted, before the body is looked at; strangers are not", async () => {
  const { ask } = createShelf(2);
  for (let stranger = 0; stranger < 3; stranger++) expect((await ask("/books/5", { headers: { authorization: "" } })).status).toBe(401);
  const first = await ask("/books/5");
  expect([first.status, first.headers.get("ratelimit"), first.headers.get("x-ratelimit-remaining")]).toEqual([
    200,
    '"shelf";r=1;t=30',
    "1",
  ]);
  expect((await ask("/books/14")).headers.get("x-ratelimit-remaining")).toBe("0");
  const refused = await ask("/books", post("{"));
  expect([refused.status, refused.body.code, refused.headers.get("retry-after")]).toEqual([429, "rate_limited", "30"]);
  expect((await ask("/books/5", { headers: { "x-wrap": "1" } })).body).toEqual({ failed: "Too many requests." });
});

test("500: constant text with the request's id; the log has the cause under it", async () => {
  const { ask, lines } = createShelf();
  const { status, headers, body } = await ask("/books/13");
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain("secret detail");
  expect(body.requestId).toBe(headers.get("x-request-id"));
  expect(lines.find(({ msg }) => msg === "request failed")).toMatchObject({ request: body.requestId, err: { message: "secret detail" } });
});

test("each request is one line in the log, without its query and token", async () => {
  const { ask, lines } = createShelf();
  const { headers } = await ask("/books/5?lang=secret");
  expect(lines).toHaveLength(1);
  const request = headers.get("x-request-id");
  expect(lines[0]).toMatchObject({ msg: "request", family: "shelf", request, method: "GET", path: "/api/shelf/books/5", status: 200 });
  expect(JSON.stringify(lines)).not.toMatch(/secret|good/);
});

test("the OpenAPI document has every route below the base path", async () => {
  const { body } = await createShelf().ask("/openapi.json");
  expect(body.openapi).toBe("3.1.0");
  expect(Object.keys(body.paths)).toEqual([
    "/api/shelf/books/{id}",
    "/api/shelf/books",
    "/api/shelf/openapi.json",
    "/api/shelf/renderings.json",
  ]);
  expect(Object.keys(body.paths["/api/shelf/books/{id}"].get.responses)).toEqual(["200", "400", "401", "503"]);
  expect(body.components.securitySchemes.key).toMatchObject({ type: "http", scheme: "bearer" });
});

test("a published document is rendered once, however often it is asked for", async () => {
  const { ask } = createShelf();
  for (let request = 0; request < 3; request++) expect((await ask("/renderings.json")).body).toEqual({ renderings: 1 });
  expect((await ask("/renderings.json")).headers.get("content-type")).toBe("application/json");
});

test.each([
  ["gzip, deflate", "gzip"],
  ["br;q=1.0, GZIP;q=0.8", "gzip"],
  ["gzip;q=0", null],
  ["gzip; q=0.0, br", null],
  ["br", null],
  [undefined, null],
])("a published document for Accept-Encoding %j is sent as %s", async (accepted, encoding) => {
  const { app } = createShelf();
  const answer = await app.request("/api/shelf/renderings.json", {
    headers: accepted === undefined ? {} : { "accept-encoding": accepted },
  });
  expect([answer.headers.get("content-encoding"), answer.headers.get("vary")]).toEqual([encoding, "Accept-Encoding"]);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(JSON.parse((encoding ? gunzipSync(bytes) : bytes).toString())).toEqual({ renderings: 1 });
});

test.each([
  ["http", "/books/1"],
  ["HTTP", "/books/1"],
  ["http, https", "/books/1"],
  ["https, http", "/books/1"],
  ["ws", "/books/1"],
  ["http", "/openapi.json"],
  ["http", "/nothing"],
])("what was sent to a proxy by %s is refused before the token counts, on %s", async (protocol, path) => {
  const { ask } = createShelf();
  for (const authorization of ["Bearer good", "Bearer bad"]) {
    const answer = await ask(path, { headers: { authorization, "x-forwarded-proto": protocol } });
    expect(answer).toMatchObject({ status: 403, body: { code: "plain_http", message: expect.stringMatching(/^Use https:\/\//) } });
  }
});

test.each(["https", "wss", "https, https", ""])("what was sent to a proxy by %j is answered", async (protocol) => {
  const { ask } = createShelf();
  expect((await ask("/books/1", { headers: { "x-forwarded-proto": protocol } })).status).toBe(200);
});
