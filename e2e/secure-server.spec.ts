import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { expect, test } from "@playwright/test";
import { type SecureServer, startSecureServer } from "./secure-server.ts";

test.describe.configure({ mode: "serial" });

let server: SecureServer;
test.beforeAll(async () => {
  server = await startSecureServer(process.env["E2E_DATABASE_URL"] ?? "", Number(process.env["E2E_PORT"] || 3199) + 500);
});
test.afterAll(() => server.stop());

const chunk = `/_next/static/chunks/${readdirSync(".next/static/chunks").find((name) => name.endsWith(".js"))}`;
const paths = [
  ...["/", "/garage", "/sign-in", "/nothing", "/icon.svg", "/manifest.webmanifest", chunk, "/_next/static/nothing.js", "/_global-error"],
  ...["/_next/image", "/_next/image?url=x", "/_next/image?url=%2Ficon.svg&w=64&q=75", "/_next/image?url=http://127.0.0.1/&w=64&q=75"],
  ...[
    "/api/health",
    "/api/trpc/nothing",
    "/api/trpc/%",
    "/api/nothing/x",
    "/api/calendar/mpc_x.ics",
    "/api/documents/1/file",
    "/api/setup",
  ],
  ...[
    "/api/auth/callback/credentials",
    "/api/auth/session",
    "/api/auth/csrf",
    "/api/auth/signin",
    "/api/auth/error?error=%00",
    "/api/auth",
  ],
  ...[
    "/api/carnot/cars",
    "/api/automatic/trip",
    "/api/ingest/uploads",
    "/api/ingest/openapi.json",
    "/.well-known/oauth-authorization-server",
  ],
  ...[
    "/socket.io/",
    "/socket.io/?EIO=4&transport=polling",
    "/%E0%A4%A",
    "/trips/%00",
    "//other.example/x",
    "*",
    "http://cars.example/garage",
  ],
];
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "TRACK", "PROPFIND", "get"];
const oddities = [
  "Next-Router-State-Tree: bad\r\nRSC: 1",
  "Range: bytes=9-1",
  'If-Match: "x"',
  "Cookie: __Host-motorpool.session=%",
  "Next-Action: x",
];

/** The head of an answer, as it comes. */
async function ask(method: string, path: string, more = ""): Promise<string> {
  const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
  const body = method === "POST" ? "Content-Type: application/json\r\nContent-Length: 4\r\n\r\n{bad" : "\r\n";
  socket
    .setEncoding("latin1")
    .write(`${method} ${path} HTTP/1.1\r\nHost: cars.example\r\nConnection: close\r\n${more && `${more}\r\n`}${body}`);
  let read = "";
  for await (const part of socket) {
    read += part;
    if (read.includes("\r\n\r\n")) break;
  }
  return read.split("\r\n\r\n")[0] ?? "";
}

test("no request is answered with a 500, and every answer carries nosniff and HSTS", async () => {
  test.slow();
  const wrong: string[] = [];
  const judge = async (method: string, path: string, more?: string) => {
    const head = await ask(method, path, more);
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0);
    const headers = head.toLowerCase().split("\r\n");
    const ofEach = ["x-content-type-options: nosniff", "strict-transport-security: max-age=63072000; includesubdomains"];
    const isGood =
      status >= 200 && (status < 500 || status === 501) && ofEach.every((line) => headers.filter((each) => each === line).length === 1);
    if (!isGood) wrong.push(`${method} ${path} ${more ?? ""}: ${head.slice(0, 60)}`);
  };
  for (const path of paths) for (const method of methods) await judge(method, path);
  for (const path of paths) for (const oddity of oddities) await judge("GET", path, oddity);
  expect(wrong).toEqual([]);
});

test("every cookie is for https and this host alone", async ({ playwright }) => {
  const context = await playwright.request.newContext({ baseURL: server.origin, extraHTTPHeaders: { "x-forwarded-proto": "https" } });
  const csrf = await context.get("/api/auth/csrf");
  const display = await context.post("/api/display", { data: { theme: "dark", timeZone: "Europe/Berlin" } });
  expect([csrf.status(), display.status()]).toEqual([200, 204]);
  const cookies = [csrf, display].flatMap((answer) => answer.headersArray().filter(({ name }) => name.toLowerCase() === "set-cookie"));
  expect(cookies.length).toBeGreaterThanOrEqual(4);
  for (const { value } of cookies) {
    expect(value).toMatch(/^__Host-motorpool\./);
    for (const attribute of ["Secure", "HttpOnly", "Path=/", "SameSite=lax"])
      expect(value.toLowerCase()).toContain(attribute.toLowerCase());
  }
  await context.dispose();
});

test("what a proxy was sent by plain HTTP is refused by every API, by the stream and by the calendar", async ({ request }) => {
  const headers = { authorization: `Bearer ${process.env["E2E_DEVICE_TOKEN"]}`, "x-forwarded-proto": "http" };
  for (const path of ["/api/ingest/uploads", "/api/carnot/cars", "/api/automatic/trip", "/api/calendar/mpc_x.ics"]) {
    const answer = await request.get(`${server.origin}${path}`, { headers });
    expect([path, answer.ok(), await answer.text()]).toEqual([path, false, expect.stringMatching(/Use https/)]);
  }
  expect((await request.get(`${server.origin}/socket.io/?EIO=4&transport=polling`, { headers })).status()).toBe(403);
});

test("no secret of an address, a header or a form is written down", async ({ request }) => {
  const token = (prefix: string) => `${prefix}_${"S3cr3tOfAnAddress".repeat(3).slice(0, 49)}`;
  const headers = { authorization: `Bearer ${token("mpk")}` };
  for (const path of [
    `/api/calendar/${token("mpc")}.ics`,
    `/setup?token=${token("mps")}`,
    `/oauth/authorize?client_id=x&response_type=code&state=${token("mpo")}`,
    `/api/automatic/oauth/authorize?client_id=x&state=${token("mpo")}`,
    `/api/carnot/${token("mpk")}/cars?key=${token("mpk")}`,
    `/api/automatic/trip?access_token=${token("mpa")}`,
    `/api/trpc/me.${token("mpk")}?input=${token("mpk")}`,
    `/${token("mpi")}`,
    `/socket.io/?EIO=3&transport=polling&token=app:${token("mpx")}`,
    `/socket.io/?EIO=9&transport=nonsense&ticket=${token("mpt")}`,
  ]) {
    await request.get(`${server.origin}${path}`, { headers, maxRedirects: 0 });
  }
  await ask("GET", `/${token("mpc")}`, `Next-Action: ${token("mpk")}`);
  const form = { csrfToken: token("mpk"), email: "nobody@motorpool.test", password: "S3cr3tOfAnAddress" };
  await request.post(`${server.origin}/api/auth/callback/credentials`, { form, maxRedirects: 0 });
  expect(server.written()).toContain('"path":"/api/carnot/mpk_…/cars"');
  expect(server.written()).not.toContain("S3cr3tOfAnAddress");
});
