import { describe, expect, test } from "vitest";
import { readAuth, readHeader, takeFromUrl } from "./stream-credentials.ts";

const pair = { clientId: "1234", secret: "9876" };

/** What is read of an address, and what stays of it. */
function take(url: string, secretInUrl = true) {
  const request = { url };
  return [takeFromUrl(request, secretInUrl), request.url];
}

describe("credentials in an address", () => {
  test.each([
    ["/socket.io/?token=1234:9876&EIO=3", { pair }, "/socket.io/?EIO=3"],
    ["/socket.io/?EIO=3&token=1234%3A9876", { pair }, "/socket.io/?EIO=3"],
    ["/socket.io/?ticket=mpt_1", { ticket: "mpt_1" }, "/socket.io/"],
    // A ticket is the better of the two.
    ["/socket.io/?token=1234:9876&ticket=mpt_1", { ticket: "mpt_1" }, "/socket.io/"],
    ["/socket.io/?token=1234:9876&token=5:6&t=1", { pair }, "/socket.io/?t=1"],
    ["/socket.io/?token=1234", null, "/socket.io/"],
    ["/socket.io/?token=1234:", null, "/socket.io/"],
    ["/socket.io/?token=:9876", null, "/socket.io/"],
    ["/socket.io/?token=1:2:3", null, "/socket.io/"],
    [`/socket.io/?token=1:${"x".repeat(201)}`, null, "/socket.io/"],
    ["/socket.io/?token=&ticket=", null, "/socket.io/"],
    ["/socket.io/?EIO=3&t=%41", null, "/socket.io/?EIO=3&t=%41"],
  ])("%s", (url, credentials, rest) => {
    expect(take(url)).toEqual([credentials, rest]);
  });

  test("are taken out of it where they count for nothing too", () => {
    expect(take("/socket.io/?token=1234:9876", false)).toEqual([null, "/socket.io/"]);
    expect(take("/socket.io/?ticket=mpt_1", false)).toEqual([{ ticket: "mpt_1" }, "/socket.io/"]);
  });
});

describe("credentials in a header", () => {
  test.each(["Basic MTIzNDo5ODc2", "basic  MTIzNDo5ODc2", "Bearer 1234:9876", "token 1234:9876"])("%s", (header) => {
    expect(readHeader(header)).toEqual({ pair });
  });

  test.each([undefined, "", "Basic", "Basic 1234:9876", "Bearer MTIzNDo5ODc2", "Digest 1234:9876", "1234:9876"])(
    "%s says nothing",
    (header) => {
      expect(readHeader(header)).toBeNull();
    },
  );
});

test("credentials in what socket.io calls auth", () => {
  expect(readAuth({ token: "1234:9876" })).toEqual({ pair });
  expect(readAuth({ ticket: "mpt_1", token: "1234:9876" })).toEqual({ ticket: "mpt_1" });
  for (const auth of [{}, { token: 5 }, { token: ["1:2"] }, { ticket: {} }, { ticket: "" }]) expect(readAuth(auth)).toBeNull();
});
