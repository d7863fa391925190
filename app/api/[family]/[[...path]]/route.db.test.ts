import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { getRequestListener } from "@hono/node-server";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { createIngestApi } from "#server/api/ingest/index.ts";
import { createStreamTickets } from "#server/auth/stream-tickets.ts";
import { createFileStore } from "#server/files/file-store.ts";
import { createSpool } from "#server/files/spool.ts";
import { createNotifierIdentity } from "#server/notify/create-notifier.ts";
import { GET, POST } from "./route.ts";

const log = pino({ level: "silent" });
let db: TestDatabase;
let base: string;
let stop: () => void;

beforeAll(async () => {
  db = await createTestDatabase();
  const deps = { db: db.orm, now: () => new Date("2026-03-01T10:00:00Z") };
  const families = { ingest: createIngestApi({ ...deps, log, spool: createSpool(tmpdir()) }) };
  const bus = { subscribe: () => () => {}, subscribeAll: () => () => {}, ready: async () => {} };
  const env = {
    NODE_ENV: "test" as const,
    DATABASE_URL: db.url,
    PORT: 3000,
    HOST: "127.0.0.1",
    PUBLIC_URL: "http://localhost:3000",
    ALLOW_INSECURE_HTTP: false,
    TRUST_PROXY: false,
    NEXTAUTH_SECRET: "x".repeat(32),
    MAP_TILE_URL: "",
    MAP_TILE_ATTRIBUTION: "",
    LOG_LEVEL: "info" as const,
    DATA_DIR: ".data",
    API_REQUESTS_PER_MINUTE: 100,
    SMTP_URL: "",
    MAIL_FROM: "Motorpool <motorpool@localhost>",
    FAMILY_HOSTS: [],
    WEBHOOK_ALLOW_CIDRS: [],
    STREAM_SECRET_IN_URL: true,
    GEOCODER_URL: "",
    WORKER_CONCURRENCY: 1,
  };
  globalThis.motorpool = {
    env,
    log,
    database: db,
    deps,
    bus,
    files: createFileStore(env.DATA_DIR),
    notifier: createNotifierIdentity(env),
    tickets: createStreamTickets({ secret: env.NEXTAUTH_SECRET, now: deps.now }),
    liveStreams: { open: () => () => {} },
    families,
  };
  const server = createServer(getRequestListener(families.ingest.fetch, { overrideGlobalObjects: false })).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () => server.close();
});

afterAll(async () => {
  stop();
  globalThis.motorpool = undefined;
  await db.drop();
});

/** Everything a client can tell apart, without the request's own id. */
async function read(answer: Response): Promise<unknown> {
  const body = (await answer.text()).replace(/"request_id":"[^"]+"/, '"request_id":""');
  return { status: answer.status, type: answer.headers.get("content-type"), challenge: answer.headers.get("www-authenticate"), body };
}

test.each([
  ["POST", "/api/ingest/uploads", {}],
  ["POST", "/api/ingest/uploads/", {}],
  ["POST", "/api/ingest/uploads", { authorization: "Bearer mpd_nonsense" }],
  ["GET", "/api/ingest/uploads", {}],
  ["GET", "/api/ingest/schema.json", {}],
  ["GET", "/api/ingest/openapi.json", {}],
  ["GET", "/api/ingest/nothing", {}],
] as const)("both mounts answer %s %s with %o alike", async (method, path, headers) => {
  const init = { method, headers, ...(method === "POST" && { body: "{}" }) };
  const params = Promise.resolve({ family: "ingest" });
  const ahead = await read(await fetch(base + path, init));
  const behind = await read(await (method === "POST" ? POST : GET)(new Request(base + path, init), { params }));
  expect(behind).toEqual(ahead);
});

test.each(["nonsense", "constructor"])("404 for the API %s, which does not exist", async (family) => {
  const answer = await GET(new Request(`${base}/api/${family}/x`), { params: Promise.resolve({ family }) });
  expect(answer.status).toBe(404);
});
