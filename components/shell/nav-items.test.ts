import { expect, test } from "vitest";
import { isCurrent, navItems } from "./nav-items.ts";

test.each([
  ["/garage", "garage"],
  ["/vehicles/4", "garage"],
  ["/trips", "trips"],
  ["/trips/17", "trips"],
  ["/drivers/2", "drivers"],
  ["/tripsters", undefined],
])("%s belongs to %s", (path, key) => {
  expect(navItems.filter((item) => isCurrent(item, path)).map((item) => item.key)).toEqual(key ? [key] : []);
});
