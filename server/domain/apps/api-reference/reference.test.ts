import { describe, expect, it } from "vitest";
import { accessWaysOf, toCurl } from "./curl.ts";
import { findCalls, type OpenApiDocument, toReference } from "./reference.ts";
import { listFields, type Schema } from "./schema.ts";

const id = { name: "id", in: "path", required: true, schema: { type: "integer", exclusiveMinimum: 0 } };
const book = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "integer", maximum: Number.MAX_SAFE_INTEGER },
    tags: { type: "array", items: { type: ["string", "null"], maxLength: 20 }, maxItems: 3 },
    authors: { type: "array", items: { type: "object", properties: { born: { type: ["string", "null"], format: "date" } } } },
  },
};

const loan: Schema = {
  type: "object",
  properties: { who: { type: "string", example: "O'Hara & sons" }, until: { type: "string", format: "date" } },
};

const library: OpenApiDocument = {
  info: { title: "Library", version: "2", description: "Books." },
  paths: {
    "/api/library/books/{id}": {
      get: {
        summary: "A book",
        description: "With its authors.",
        security: [{ key: [] }],
        parameters: [
          id,
          { name: "before", in: "query", description: "Lower ids", schema: { type: ["integer", "null"], minimum: 0, default: 9 } },
          { name: "lang", in: "query", required: true, schema: { enum: ["en", "de"] } },
        ],
        responses: {
          503: { description: "unavailable" },
          200: { content: { "application/json": { schema: book } } },
          404: { description: "not found" },
        },
      },
      delete: { summary: "Remove a book", security: [{ key: [] }], parameters: [id] },
    },
    "/api/library/log-in": {
      post: {
        summary: "Sign in",
        security: [{ key: [] }],
        "x-without-user": true,
        requestBody: {
          content: { "application/json": { schema: { type: "object", properties: { name: { type: "string", example: "O'Hara" } } } } },
        },
      },
    },
    "/api/library/books/{code}/lend": {
      post: {
        summary: "Lend a book",
        security: [{ key: [] }],
        parameters: [{ name: "code", in: "path", required: true, schema: { type: "string", example: "B_1" } }],
        requestBody: { content: { "application/json": { schema: loan }, "application/x-www-form-urlencoded": { schema: loan } } },
      },
    },
    "/api/library/openapi.json": { get: { summary: "The document" } },
  },
};

const reference = toReference("library", library);
const [getBook, removeBook, logIn, lendBook, document] = reference.calls;

describe("a reference", () => {
  it("has every call, with its address below the base URL and an anchor of its own", () => {
    expect(reference).toMatchObject({ family: "library", title: "Library", version: "2", description: "Books." });
    expect(reference.calls.map(({ method, path, anchor, group, access }) => [method, path, anchor, group, access])).toEqual([
      ["GET", "/books/{id}", "get-books-id", "books", "caller"],
      ["DELETE", "/books/{id}", "delete-books-id", "books", "caller"],
      ["POST", "/log-in", "post-log-in", "log-in", "program"],
      ["POST", "/books/{code}/lend", "post-books-code-lend", "books", "caller"],
      ["GET", "/openapi.json", "get-openapi-json", "openapi.json", "none"],
    ]);
  });

  it("tells parameters with their types and bounds", () => {
    expect(getBook?.parameters).toMatchObject([
      { name: "id", in: "path", type: "integer", required: true, limits: "> 0" },
      { name: "before", in: "query", type: "integer", required: false, limits: "≥ 0", default: "9", description: "Lower ids" },
      { name: "lang", in: "query", type: '"en" | "de"', required: true },
    ]);
  });

  it("tells the fields of an answer, those inside after their own, and shows an example", () => {
    expect(getBook?.answer?.fields).toMatchObject([
      { name: "id", depth: 0, type: "integer", required: true, limits: "" },
      { name: "tags", depth: 0, type: "(string | null)[]", required: false, limits: "≤ 3 items" },
      { name: "authors", depth: 0, type: "object[]" },
      { name: "born", depth: 1, type: "string | null", limits: "date" },
    ]);
    expect(JSON.parse(getBook?.answer?.example ?? "")).toEqual({ id: 1, tags: ["…"], authors: [{ born: "2026-03-01" }] });
  });

  it("tells a field of several alternatives once, with all its types, as required only where each requires it", () => {
    const kind = (name: string, more: Schema["properties"], required: string[]): Schema => ({
      ...{ type: "object", required, properties: { type: { const: name }, ...more } },
    });
    const record = {
      oneOf: [kind("sample", { at: { type: "number" } }, ["type", "at"]), kind("note", { at: { type: "number" } }, ["type"])],
    };
    expect(listFields({ type: "array", items: record })).toMatchObject([
      { name: "type", type: '"sample" | "note"', required: true },
      { name: "at", type: "number", required: false },
    ]);
  });

  it("lists errors by status", () => {
    expect(getBook?.errors).toEqual([
      { status: 404, text: "not found" },
      { status: 503, text: "unavailable" },
    ]);
  });

  it("is searched by all words in method, path and text", () => {
    const found = (search: string) => findCalls(reference.calls, search).map(({ anchor }) => anchor);
    expect(found("")).toHaveLength(5);
    expect(found("get BOOK")).toEqual(["get-books-id"]);
    expect(found("authors")).toEqual(["get-books-id"]);
    expect(found("zebra")).toEqual([]);
  });
});

describe("a curl line", () => {
  const [key, login] = accessWaysOf("carnot");
  const line = (call: typeof getBook, way: typeof key) => (call && way ? toCurl(call, "https://m.example/api/library", way) : "");

  it("carries the base URL, the headers of the way, and an example for what is required", () => {
    expect(line(getBook, key)).toBe(`curl -H "Authorization: $KEY" 'https://m.example/api/library/books/1?lang=…'`);
    expect(line(removeBook, login)).toBe(
      `curl -X DELETE -H "Apikey: $KEY" -H "Authorization: Token $TOKEN" 'https://m.example/api/library/books/1'`,
    );
    expect(line(removeBook, accessWaysOf("ingest")[0])).toContain('"Authorization: Bearer $TOKEN"');
  });

  it("sends a form where one may be sent, escaped where it must be, and the documented example of a parameter", () => {
    expect(line(lendBook, accessWaysOf("automatic")[0])).toBe(
      `curl -H "Authorization: Bearer $TOKEN" --data-urlencode 'who=O'\\''Hara & sons' -d 'until=2026-03-01' 'https://m.example/api/library/books/B_1/lend'`,
    );
  });

  it("of an app needs no token to get one", () => {
    expect(line(logIn, accessWaysOf("automatic")[0])).not.toContain("$");
  });

  it("needs no token to sign in, and nothing for what is open; a body is quoted for the shell", () => {
    expect(line(logIn, login)).toBe(
      `curl -H "Apikey: $KEY" -H "Content-Type: application/json" -d '{"name":"O'\\''Hara"}' 'https://m.example/api/library/log-in'`,
    );
    expect(line(document, login)).toBe("curl 'https://m.example/api/library/openapi.json'");
  });
});
