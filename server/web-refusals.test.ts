import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerBrokenRequests, answerRefusal, prepareRequest } from "./web-refusals.ts";

const headers = { "x-content-type-options": "nosniff", "strict-transport-security": "max-age=63072000; includeSubDomains" };
let server: Server;

beforeAll(async () => {
  server = createServer({ requireHostHeader: false, headersTimeout: 20_000 }, (request, response) => {
    response.setHeaders(new Map(Object.entries(headers)));
    const refusal = prepareRequest(request, "cars.example");
    if (refusal) return answerRefusal(response, refusal);
    if (request.url === "/slow") return void response.write("part");
    response.end(JSON.stringify({ url: request.url, host: request.headers.host }));
  });
  answerBrokenRequests(server, headers);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** All that is answered until the server ends the connection. */
async function send(text: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.setEncoding("latin1").write(text, "latin1");
  let read = "";
  for await (const chunk of socket) read += chunk;
  return read;
}
const get = (target: string, more = "Host: cars.example\r\n", method = "GET") =>
  send(`${method} ${target} HTTP/1.1\r\n${more}Connection: close\r\n\r\n`);
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);

describe("a request is refused in words, with the headers of every answer", () => {
  const host = "Host: cars.example\r\n";
  test.each<[string, number, string]>([
    ["TRACE", 405, `TRACE / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    ["TRACE that offers an upgrade", 405, `TRACE / HTTP/1.1\r\n${host}Connection: close, Upgrade\r\nUpgrade: h2c\r\n\r\n`],
    ["CONNECT", 405, `CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\n\r\n`],
    ["a method of WebDAV", 501, `PROPFIND / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    ["TRACK", 501, `TRACK / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    ["no method", 501, `get / HTTP/1.1\r\n${host}\r\n`],
    ["no Host", 400, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"],
    ["an empty Host", 400, "GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n"],
    ["a Host that is none", 400, "GET / HTTP/1.1\r\nHost: a b<>\r\nConnection: close\r\n\r\n"],
    ["a Host with a path", 400, "GET / HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n"],
    ["a Host with a port that is none", 400, "GET / HTTP/1.1\r\nHost: a:99999\r\nConnection: close\r\n\r\n"],
    ["a path that is half a character", 400, `GET /%E0%A4%A HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    ["a path with a bare percent sign", 400, `GET /api/trpc/% HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    ["no path", 400, `GET * HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    ["an address that is none", 400, `GET http://[bad/ HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    ["an expectation", 417, `POST / HTTP/1.1\r\n${host}Expect: miracles\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`],
    ["headers without end", 431, `GET / HTTP/1.1\r\n${host}X: ${"x".repeat(20_000)}\r\n\r\n`],
    ["two lengths", 400, `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ])("%s: %i", async (_, status, text) => {
    const answer = await send(text);
    expect(statusOf(answer)).toBe(status);
    for (const [header, value] of Object.entries(headers)) expect(answer.toLowerCase()).toContain(`${header}: ${value.toLowerCase()}\r\n`);
    expect(answer.split("\r\n\r\n")[1]).toMatch(/^(\w+\r\n)?\{"/);
  });

  test("a method that is refused is named its allowed ones", async () => {
    expect(await get("/", undefined, "TRACE")).toMatch(/\r\nallow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n/i);
  });
});

describe("a request is brought into one form", () => {
  test("an address with scheme and host is its path", async () => {
    expect(await get("http://other.example/a%20b?c=%")).toContain('{"url":"/a%20b?c=%","host":"cars.example"}');
  });

  test("HTTP/1.0 without Host means this one", async () => {
    expect(await send("GET /api/health HTTP/1.0\r\n\r\n")).toContain('"host":"cars.example"');
  });
});

test("what breaks in the midst of an answer gets no second one", async () => {
  const text = "GET /slow HTTP/1.1\r\nHost: cars.example\r\n\r\n";
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.setEncoding("latin1").write(text);
  let read = "";
  for await (const chunk of socket) {
    if (read === "") socket.write("nonsense\r\n\r\n");
    read += chunk;
  }
  expect(read.match(/HTTP\/1\.1/g)).toEqual(["HTTP/1.1"]);
});
