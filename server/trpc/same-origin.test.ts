import { describe, expect, test } from "vitest";
import { isSameOrigin } from "./same-origin.ts";

describe("isSameOrigin", () => {
  test("what the browser says of the site decides", () => {
    expect(isSameOrigin(new Headers({ "sec-fetch-site": "same-origin" }))).toBe(true);
    expect(isSameOrigin(new Headers({ "sec-fetch-site": "none" }))).toBe(true);
    expect(isSameOrigin(new Headers({ "sec-fetch-site": "same-site" }))).toBe(false);
    expect(isSameOrigin(new Headers({ "sec-fetch-site": "cross-site", origin: "https://a.test", host: "a.test" }))).toBe(false);
  });

  test("without it the origin must be the host that was asked", () => {
    expect(isSameOrigin(new Headers({ origin: "https://a.test", host: "a.test" }))).toBe(true);
    expect(isSameOrigin(new Headers({ origin: "https://b.test", host: "a.test" }))).toBe(false);
    expect(isSameOrigin(new Headers({ origin: "null", host: "a.test" }))).toBe(false);
    expect(isSameOrigin(new Headers())).toBe(true);
  });
});
