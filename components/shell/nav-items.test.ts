import { expect, test } from "vitest";
import { isCurrent, navItems } from "./nav-items.ts";

test.each([
  ["/garage", "garage"],
  ["/vehicles/4", "garage"],
  ["/vehicles/4/health", "garage"],
  ["/trips", "trips"],
  ["/trips/17", "trips"],
  ["/drivers/2", "drivers"],
  ["/alerts/rules", "alerts"],
  ["/service", "service"],
  ["/geofences", "geofences"],
  ["/developers/carnot", "developers"],
  ["/settings", "settings"],
  ["/tripsters", undefined],
])("%s belongs to %s", (path, key) => {
  expect(navItems.filter((item) => isCurrent(item, path)).map((item) => item.key)).toEqual(key ? [key] : []);
});

test("a phone's bar has room for four links beside More", () => {
  expect(navItems.filter((item) => item.inBar).map((item) => item.key)).toEqual(["garage", "trips", "drivers", "alerts"]);
});
