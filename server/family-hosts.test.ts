import { describe, expect, test } from "vitest";
import { checkFamilyHosts, hostOf, toFamilyPath } from "./family-hosts.ts";

const hosts = [
  { host: "api.automatic.example", family: "automatic" },
  { host: "carnot.example:8443", family: "carnot" },
];

describe("a host that stands for an API", () => {
  test.each([
    ["api.automatic.example", "/trip/?limit=1", "/api/automatic/trip/?limit=1"],
    ["API.Automatic.Example", "/v1/trips", "/api/automatic/v1/trips"],
    ["api.automatic.example", "/", "/api/automatic/"],
    ["api.automatic.example", "/?page=2", "/api/automatic/?page=2"],
    ["api.automatic.example", "/oauth/authorize?client_id=1", "/api/automatic/oauth/authorize?client_id=1"],
    ["carnot.example:8443", "/cars/", "/api/carnot/cars/"],
    // Nothing else of the server is there.
    ["api.automatic.example", "/api/carnot/cars/", "/api/automatic/api/carnot/cars/"],
    ["api.automatic.example", "/api/automaticity", "/api/automatic/api/automaticity"],
  ])("%s%s is %s", (host, url, path) => {
    expect(toFamilyPath(hosts, host, url)).toBe(path);
  });

  test.each([
    ["api.automatic.example", "/api/automatic/trip/"],
    ["api.automatic.example", "/api/automatic"],
    ["api.automatic.example", "/api/automatic?x=1"],
    ["api.automatic.example", "/socket.io/?EIO=3&transport=polling"],
    ["api.automatic.example", "/socket.io?EIO=3"],
    ["api.automatic.example", "*"],
    ["api.automatic.example:443", "/trip/"],
    ["carnot.example", "/cars/"],
    ["x.api.automatic.example", "/trip/"],
    ["cars.example", "/trip/"],
    ["", "/trip/"],
    [undefined, "/trip/"],
  ])("%s%s stays", (host, url) => {
    expect(toFamilyPath(hosts, host, url)).toBe(url);
  });

  test("is checked", () => {
    const families = ["ingest", "carnot", "automatic"];
    checkFamilyHosts(hosts, families);
    const toy = { host: "toy.example", family: "toString" };
    expect(() => checkFamilyHosts([...hosts, toy], families)).toThrow(
      "FAMILY_HOSTS: toy.example=toString names an API that does not exist. There are: ingest, carnot, automatic.",
    );
    const second = { host: "api.automatic.example", family: "carnot" };
    expect(() => checkFamilyHosts([...hosts, second], families)).toThrow(
      "FAMILY_HOSTS: api.automatic.example stands for automatic and for carnot.",
    );
  });
});

describe("the host of a request", () => {
  test("is its own, or what a trusted proxy says", () => {
    const headers = { host: "inside.example:3000", "x-forwarded-host": "anything.example, outside.example" };
    expect(hostOf(headers, false)).toBe("inside.example:3000");
    expect(toFamilyPath([{ host: "outside.example", family: "carnot" }], hostOf(headers, true), "/")).toBe("/api/carnot/");
    expect(hostOf({ host: "inside.example" }, true)).toBe("inside.example");
  });
});
