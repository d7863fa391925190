import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { t } from "#components/messages/messages.ts";
import { createFormat } from "#components/ui/values/format.tsx";
import { badgeKeys } from "#server/domain/scoring/badges/badge.ts";
import { describeFacts, describeProgress, howToEarn } from "./badge-text.ts";

const format = createFormat({ units: "metric", timeZone: "UTC", locale: "en" });

test("every badge says how it is earned, with its numbers", () => {
  for (const badge of badgeKeys) expect(howToEarn(t, format, badge)).not.toMatch(/[{}]/);
  expect(howToEarn(t, format, "gentle_foot")).toBe("200 km in a row without a hard acceleration.");
  expect(howToEarn(t, format, "lean_month")).toContain("5 %");
});

test("what earned it and how far it is", () => {
  expect(describeFacts(t, format, "rising", { from: 71.4, to: 78.6 })).toBe("From 71 to 79");
  expect(describeFacts(t, format, "smooth_ten", { trips: 10, distanceM: 84_000 })).toBe("10 trips, 84.0 km");
  expect(describeFacts(t, format, "steady_month", { trips: 41, mean: 82.2, spread: 4 })).toBe("41 trips, mean score 82");
  expect(describeProgress(t, format, { done: 6, of: 10, unit: "trips" })).toBe("6 of 10");
});

test("every badge has a picture for other programs", () => {
  for (const badge of badgeKeys) {
    expect(readFileSync(`public/badges/${badge}.svg`, "utf8")).toContain(`aria-label="${t(`badges.titles.${badge}`)}"`);
  }
});
