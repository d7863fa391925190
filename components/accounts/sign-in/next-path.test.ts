import { describe, expect, test } from "vitest";
import { safeNext, signInPath } from "./next-path.ts";

describe("safeNext", () => {
  test.each(["/trips/7", "/trips?q=a&page=2", "/vehicles/3#health"])("keeps %s", (path) => {
    expect(safeNext(path)).toBe(path);
  });

  test("keeps the whole request of an app", () => {
    const path = `/oauth/authorize?client_id=a&state=${"%25+%2B%26%C3%A4".repeat(200)}&scope=scope:trip+scope:public`;
    expect(safeNext(path)).toBe(path);
    expect(new URLSearchParams(signInPath(path).split("?")[1]).get("next")).toBe(path);
  });

  test.each([
    "https://evil.test/",
    "//evil.test",
    "/\\evil.test",
    "\\/evil.test",
    "/\t/evil.test",
    "/..//evil.test",
    "/.//evil.test",
    "javascript:alert(1)",
    "trips",
    "",
    "/sign-in",
    "/sign-in?next=/trips",
    "/api/auth/signout",
    "/",
    `/${"a".repeat(5000)}`,
    null,
    undefined,
  ])("refuses %s", (path) => {
    expect(safeNext(path)).toBe("/garage");
  });
});

test("the sign-in page leads back, and says nothing of the start", () => {
  expect(signInPath("/trips?page=2")).toBe("/sign-in?next=%2Ftrips%3Fpage%3D2");
  expect(signInPath("//evil.test")).toBe("/sign-in");
  expect(signInPath("/trips?_rsc=1x2y")).toBe("/sign-in?next=%2Ftrips");
  expect(signInPath(null)).toBe("/sign-in");
  expect(signInPath("/trips/4", "ended")).toBe("/sign-in?next=%2Ftrips%2F4&reason=ended");
});
