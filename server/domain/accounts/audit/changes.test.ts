import { expect, test } from "vitest";
import { changesBetween, pickValues } from "./changes.ts";

test("keeps the named fields that differ, before and after", () => {
  const at = new Date("2026-03-01T00:00:00Z");
  const before = { name: "Golf", plate: null, scopes: ["a"], year: 2020, hash: "x" };
  const after = { name: "Golf", plate: "W-1", scopes: ["a", "b"], year: 2020, hash: "y", expiresAt: at };
  expect(changesBetween(before, after, ["name", "plate", "scopes", "year", "expiresAt"])).toEqual({
    before: { plate: null, scopes: ["a"], expiresAt: null },
    after: { plate: "W-1", scopes: ["a", "b"], expiresAt: "2026-03-01T00:00:00.000Z" },
  });
});

test("picks what is there, and writes what is deep as JSON", () => {
  expect(pickValues({ name: "Home", shape: { kind: "circle" }, plate: undefined, secret: "s" }, ["name", "shape", "plate"])).toEqual({
    name: "Home",
    shape: '{"kind":"circle"}',
  });
});

test("text is kept as a column stores it", () => {
  expect(pickValues({ make: "Ol\ud800d", tags: ["a\udc00", 1] }, ["make", "tags"])).toEqual({ make: "Ol\ufffdd", tags: ["a\ufffd", 1] });
});
