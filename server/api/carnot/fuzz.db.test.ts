import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import type { MountedRoute } from "#server/api/mounted-routes.ts";
import { createFileStore } from "#server/files/file-store.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { listRoutes, toAddress } from "./fixtures/routes.ts";
import { createCarnotApi } from "./index.ts";

const cases = 10_000;
const routes = await listRoutes();
const folder = mkdtempSync(join(tmpdir(), "motorpool-fuzz-"));

let database: TestDatabase;
let fleet: TestFleet;
let api: ReturnType<typeof createCarnotApi>;
/** What the log tells of requests that failed by our own fault. */
const faults: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  fleet = await createFleet(database);
  const log = pino({ level: "error" }, { write: (line) => faults.push(line) });
  api = createCarnotApi({ db: database.orm, now: () => now, log, files: createFileStore(folder), requestsPerMinute: 1_000_000 });
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const changing = routes.filter(({ method }) => method !== "GET");
/** Those that change something as often as the many others. */
const anyRoute = fc.oneof(fc.constantFrom(...routes), fc.constantFrom(...changing));
/** Texts that have broken others: ends of ranges, empty and endless ones, signs that mean something somewhere. */
const nasty = fc.constantFrom(
  ...["", "0", "1", "-1", "1e9", "1.5", "NaN", "null", "true", "True", "[]", "{}", "2147483648", "9223372036854775808", "1".repeat(400)],
  ...["\u0000", "a\u0000b", "'", '"', "';--", "%", "%00", "%zz", "../..", "\\", "\ud800", "🚗", "مرحبا", " ", "\n", "x".repeat(3000)],
);
const anyText = fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 20 }), fc.integer().map(String));
const names = fc.oneof(fc.constantFrom("limit", "before", "after", "graph", "make", "model"), fc.string({ maxLength: 6 }));
const anyQuery = fc.array(fc.tuple(names, anyText), { maxLength: 3 });

const anyValue = fc.oneof(fc.jsonValue({ maxDepth: 2 }), nasty, fc.integer(), fc.double(), fc.constant(null));

/** The documented body with something else in one place, or anything at all. */
function bodiesOf({ body }: MountedRoute): fc.Arbitrary<string> {
  const anything = fc.oneof(
    fc.jsonValue().map((value) => JSON.stringify(value)),
    anyText,
  );
  if (typeof body !== "object" || body === null) return anything;
  const fields = Object.entries(body);
  const changed = fc.tuple(fc.nat(Math.max(0, fields.length - 1)), anyValue).map(([index, value]) => {
    const [name] = fields[index] ?? ["x"];
    return JSON.stringify({ ...body, [name]: value });
  });
  return fc.oneof({ weight: 3, arbitrary: changed }, anything);
}

/** What a header may hold at all; anything else no client can send. */
const headerText = fc.string({ unit: fc.constantFrom(..."abcAZ09 ,;=*/+-_.:\t\u00e9\u00ff\"'"), maxLength: 30 });
const usual = { "content-type": "application/json", accept: "application/json" };
const anyHeaders = fc.oneof(
  { weight: 3, arbitrary: fc.constant(usual) },
  fc.dictionary(fc.constantFrom("accept", "content-type", "content-length", "range", "x-forwarded-for", "if-none-match"), headerText, {
    maxKeys: 3,
  }),
);

type Credentials = (fleet: TestFleet) => Record<string, string>;
const anyCredentials: fc.Arbitrary<Credentials> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Credentials>(({ writeKey }) => ({ authorization: writeKey })) },
  { weight: 3, arbitrary: fc.constant<Credentials>(({ writeKey, login }) => ({ apikey: writeKey, authorization: `Token ${login}` })) },
  fc.constant<Credentials>(({ readKey }) => ({ apikey: readKey })),
  headerText.map<Credentials>((text) => () => ({ authorization: text })),
  headerText.map<Credentials>((text) => ({ writeKey }) => ({ apikey: writeKey, authorization: `Token ${text}` })),
);

const anyMethod = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD");

const anyRequest = anyRoute.chain((route) =>
  fc.record({
    route: fc.constant(route),
    method: fc.oneof({ weight: 9, arbitrary: fc.constant(route.method) }, anyMethod),
    id: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, anyText),
    slash: fc.constantFrom("", "/"),
    query: anyQuery,
    body: bodiesOf(route),
    headers: anyHeaders,
    credentials: anyCredentials,
  }),
);
type Asked = typeof anyRequest extends fc.Arbitrary<infer Request> ? Request : never;

/** Percent-encoded; half of a surrogate pair cannot be sent in an address. */
const encode = (text: string): string => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\ufffd"));

function toRequest({ route, method, id, slash, query, body, headers, credentials }: Asked): Request {
  const own = { ...fleet, sampleId: 1 };
  const [path = "", documented = ""] = toAddress(route, id === null ? own : encode(id)).split("?");
  const search = query.length === 0 ? documented : query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
  const sent = credentials(fleet);
  // Signing out would end the login of all requests after it.
  if (route.path === "/users/logout" && sent["authorization"] === `Token ${fleet.login}`) sent["authorization"] = `Token ${"0".repeat(40)}`;
  const bodiless = method === "GET" || method === "HEAD";
  return new Request(`http://localhost/api/carnot${path}${slash}?${search}`, {
    method,
    headers: { "x-forwarded-for": "fuzz", ...headers, ...sent },
    ...(bodiless ? {} : { body }),
  });
}

test(`${cases} requests with any ids, queries, headers and bodies over ${routes.length} routes: JSON always, a fault of ours never`, async () => {
  await fc.assert(
    fc.asyncProperty(anyRequest, async (asked) => {
      const response = await api.fetch(toRequest(asked));
      const text = await response.text();
      expect(response.status).toBeLessThan(500);
      // Taken away, so that one fault does not fail the requests after it.
      expect(faults.splice(0)).toEqual([]);
      if (asked.method === "HEAD") return;
      expect(response.headers.get("content-type")).toMatch(/^application\/json/);
      JSON.parse(text);
    }),
    { numRuns: cases },
  );
}, 600_000);
