import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { dropForeignHeaders } from "./web-headers.ts";

function createRequest(headers: Record<string, string>): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: "192.0.2.7" });
  const request = new IncomingMessage(socket);
  request.headers = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  request.rawHeaders = Object.entries(headers).flat();
  return request;
}

test("Next's internal headers never come from outside", () => {
  const request = createRequest({ "X-Middleware-Subrequest": "a", "x-nextjs-data": "1", Accept: "text/html" });
  dropForeignHeaders(request, { trustProxy: true, development: false });
  expect(request.headers).toEqual({ accept: "text/html" });
  expect(request.rawHeaders).toEqual(["Accept", "text/html"]);
});

test("the ids that React's debugging needs pass while developing, and then only", () => {
  const ids = { "x-nextjs-request-id": "a", "x-nextjs-html-request-id": "b" };
  const asked = (development: boolean) => {
    const request = createRequest({ ...ids, "x-nextjs-data": "1" });
    dropForeignHeaders(request, { trustProxy: true, development });
    return request.headers;
  };
  expect(asked(true)).toEqual(ids);
  expect(asked(false)).toEqual({});
});

test("without a proxy the connection says where a request comes from", () => {
  const request = createRequest({
    "X-Forwarded-For": "10.0.0.1",
    "X-Forwarded-Host": "evil.test",
    "X-Real-IP": "10.0.0.1",
    Forwarded: "for=a",
  });
  dropForeignHeaders(request, { trustProxy: false, development: false });
  expect(request.headers).toEqual({ "x-forwarded-for": "192.0.2.7" });
  expect(request.rawHeaders).toEqual(["x-forwarded-for", "192.0.2.7"]);
});

test("a proxy of ours is believed", () => {
  const request = createRequest({ "X-Forwarded-For": "10.0.0.1", "X-Forwarded-Proto": "https" });
  dropForeignHeaders(request, { trustProxy: true, development: false });
  expect(request.headers).toEqual({ "x-forwarded-for": "10.0.0.1", "x-forwarded-proto": "https" });
});
