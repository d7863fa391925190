import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toNextPath } from "./next-path.ts";

describe("where to go after signing in", () => {
  it.each(["/", "/garage", "/trips?vehicle=3&sort=-score", "/trips/12#receipts", "/a//b", "/x?u=https://y.example"])(
    "%j is kept",
    (next) => {
      expect(toNextPath(next, "/garage")).toBe(next);
    },
  );

  it.each([
    undefined,
    null,
    "",
    "garage",
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "/path\\..\\x",
  ])("%j goes to the fallback", (next) => {
    expect(toNextPath(next, "/garage")).toBe("/garage");
  });

  it("never leaves the site, whatever is asked", () => {
    const character = fc.constantFrom("/", "\\", ".", "@", ":", "?", "#", "%2f", "\t", "\n", " ", "a", "evil.example", "http");
    fc.assert(
      fc.property(fc.array(character, { maxLength: 8 }), (parts) => {
        const target = new URL(toNextPath(parts.join("")), "https://motorpool.example");
        expect(target.origin).toBe("https://motorpool.example");
      }),
    );
  });
});
