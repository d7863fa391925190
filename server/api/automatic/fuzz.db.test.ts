import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import type { MountedRoute } from "#server/api/mounted-routes.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { listRoutes, toAddress } from "./fixtures/routes.ts";
import { createAutomaticApi } from "./index.ts";

const cases = 10_000;
const routes = await listRoutes();

let database: TestDatabase;
let fleet: TestFleet;
let api: ReturnType<typeof createAutomaticApi>;
/** What the log tells of requests that failed by our own fault. */
const faults: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  fleet = await createFleet(database);
  const log = pino({ level: "error" }, { write: (line) => faults.push(line) });
  api = createAutomaticApi({ db: database.orm, now: () => now, log, requestsPerMinute: 1_000_000 });
});
afterAll(() => database.drop());

const changing = routes.filter(({ method }) => method !== "GET");
/** Those that take a body as often as the many others. */
const anyRoute = fc.oneof(fc.constantFrom(...routes), fc.constantFrom(...changing));
/** Texts that have broken others: ends of ranges, empty and endless ones, signs that mean something somewhere. */
const nasty = fc.constantFrom(
  ...["", "0", "1", "-1", "1e9", "1.5", "NaN", "null", "true", "[]", "{}", "2147483648", "9223372036854775808", "1".repeat(400), "me"],
  ...["\u0000", "a\u0000b", "'", '"', "';--", "%", "%00", "%zz", "../..", "\\", "\ud800", "🚗", "مرحبا", " ", "\n", "x".repeat(3000)],
  ...["1426898108.0", "1325376000000", "-99999999999999", "99999999999999999999.9", "T_0123456789abcdef", "C_0123456789abcdef", "business"],
);
const anyText = fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 20 }), fc.integer().map(String));
const moments = ["started_at", "ended_at", "created_at", "updated_at"].flatMap((name) => [`${name}__gte`, `${name}__lte`]);
const knownNames = ["limit", "page", "per_page", "start", "end", "vehicle", "vin", "tags__in", "tag__istartswith", "device__serial_number"];
const oauthNames = ["client_id", "client_secret", "code", "state", "scope", "redirect_uri", "response_type", "token"];
const anyName = fc.oneof(fc.constantFrom(...knownNames, ...moments, ...oauthNames), fc.string({ maxLength: 6 }));
const anyQuery = fc.array(fc.tuple(anyName, anyText), { maxLength: 3 });
const anyValue = fc.oneof(fc.jsonValue({ maxDepth: 2 }), nasty, fc.integer(), fc.double(), fc.constant(null));
const grantTypes = fc.constantFrom("authorization_code", "refresh_token", "password", "client_credentials");

interface Sent {
  body: string;
  type: string;
}
const json = (value: unknown): Sent => ({ body: JSON.stringify(value), type: "application/json" });

/** Percent-encoded; half of a surrogate pair cannot be sent. */
const encode = (text: string): string => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\ufffd"));
const toForm = (fields: readonly (readonly [string, string])[]) =>
  fields.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");

/** The documented body with something else in one place, as JSON or as a form, or anything at all. */
function bodiesOf({ body }: MountedRoute): fc.Arbitrary<Sent> {
  const form = fc
    .tuple(fc.array(fc.tuple(anyName, anyText), { maxLength: 3 }), grantTypes)
    .map(([fields, type]) => ({ body: toForm([...fields, ["grant_type", type]]), type: "application/x-www-form-urlencoded" }));
  const anything = fc.oneof(
    fc.jsonValue().map(json),
    anyText.map((text) => ({ body: text, type: "application/json" })),
    form,
  );
  if (typeof body !== "object" || body === null) return anything;
  const fields = Object.entries(body);
  const changed = fc.tuple(fc.nat(Math.max(0, fields.length - 1)), anyValue, grantTypes).map(([index, value, type]) => {
    const [name] = fields[index] ?? ["x"];
    return json({ ...body, ...("grant_type" in body && { grant_type: type }), [name]: value });
  });
  return fc.oneof({ weight: 3, arbitrary: changed }, anything);
}

/** What a header may hold at all; anything else no client can send. */
const headerText = fc.string({ unit: fc.constantFrom(..."abcAZ09 ,;=*/+-_.:\t\u00e9\u00ff\"'"), maxLength: 30 });
const oddNames = ["accept", "content-type", "content-length", "range", "if-none-match", "origin", "access-control-request-method"];
const anyHeaders = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.dictionary(fc.constantFrom(...oddNames), headerText, { maxKeys: 3 }),
);

const anyAuthorization = fc.oneof(
  { weight: 6, arbitrary: fc.constant((own: TestFleet) => `Bearer ${own.token}`) },
  fc.constant((own: TestFleet) => `token ${own.token}`),
  headerText.map((text) => () => text),
  anyText.map((text) => () => `Basic ${Buffer.from(text).toString("base64")}`),
  headerText.map((text) => () => `Bearer ${text}`),
);

const anyMethod = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD");

const anyRequest = anyRoute.chain((route) =>
  fc.record({
    route: fc.constant(route),
    method: fc.oneof({ weight: 9, arbitrary: fc.constant(route.method) }, anyMethod),
    id: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, anyText),
    tag: fc.oneof(fc.constant("business"), anyText),
    slash: fc.constantFrom("", "/"),
    query: anyQuery,
    sent: bodiesOf(route),
    headers: anyHeaders,
    authorization: anyAuthorization,
    network: fc.ipV4(),
  }),
);
type Asked = typeof anyRequest extends fc.Arbitrary<infer Request> ? Request : never;

function toRequest({ route, method, id, tag, slash, query, sent, headers, authorization, network }: Asked): Request {
  const path = toAddress(route, id === null ? fleet : encode(id), encode(tag));
  const bodiless = method === "GET" || method === "HEAD";
  return new Request(`http://localhost/api/automatic${path}${slash}?${toForm(query)}`, {
    method,
    headers: { "x-forwarded-for": network, "content-type": sent.type, ...headers, authorization: authorization(fleet) },
    ...(bodiless ? {} : { body: sent.body }),
  });
}

/** Whether a body is an error as its version writes one. */
function isError(path: string, body: unknown): boolean {
  const keys = Object.keys(body ?? {}).join();
  return keys === (path.startsWith("/v1/") ? "message" : "error,error_description");
}

test(`${cases} requests with any ids, queries, headers and bodies over ${routes.length} routes: JSON in the words of the version always, a fault of ours never`, async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(anyRequest, async (asked) => {
      const response = await api.fetch(toRequest(asked));
      const text = await response.text();
      const { status } = response;
      seen.add(status);
      // Taken away, so that one fault does not fail the requests after it.
      expect([faults.splice(0), status]).toEqual([[], expect.toSatisfy((code: number) => code < 500)]);
      if (asked.method === "HEAD" || asked.method === "OPTIONS" || status === 303) return;
      expect(response.headers.get("content-type")).toMatch(/^application\/json/);
      const body: unknown = JSON.parse(text);
      expect(status === 200 || isError(asked.route.path, body)).toBe(true);
    }),
    { numRuns: cases },
  );
  expect([...seen]).toEqual(expect.arrayContaining([200, 303, 400, 401, 404, 405]));
}, 600_000);
