import { expect, test } from "vitest";
import { refuseAuthRequest } from "./auth-addresses.ts";

const form = "application/x-www-form-urlencoded";
const refuse = (method: string, path: string, type?: string) =>
  refuseAuthRequest({ method, headers: new Headers(type ? { "content-type": type } : {}) }, path.split("/"));

test.each([
  ["GET", "csrf"],
  ["HEAD", "csrf"],
  ["GET", "providers"],
  ["GET", "session"],
  ["POST", "callback/credentials", form],
  ["POST", "callback/credentials", `${form}; charset=UTF-8`],
  ["POST", "signout", form],
])("next-auth answers %s %s %s", (method, path, type?: string) => {
  expect(refuse(method, path, type)).toBeNull();
});

test.each([
  ["GET", "callback/credentials", 405, "POST"],
  ["POST", "csrf", 405, "GET, HEAD"],
  ["GET", "signin", 404, null],
  ["GET", "error", 404, null],
  ["GET", "callback", 404, null],
  ["GET", "callback/github", 404, null],
  ["POST", "signin/email", 404, null],
  ["GET", "nothing", 404, null],
  ["GET", "constructor", 404, null],
  ["GET", "csrf/more", 404, null],
])("%s %s is refused with %i", (method, path, status, allow) => {
  const answer = refuse(method, path, form);
  expect([answer?.status, answer?.headers.get("allow")]).toEqual([status, allow]);
});

test.each([undefined, "application/json", "multipart/form-data; boundary=x", "text/plain", "%%%"])(
  "what is sent as %s is refused",
  (type) => {
    expect(refuse("POST", "callback/credentials", type)?.status).toBe(415);
  },
);
