import { describe, expect, test } from "vitest";
import { endsWebhook, hasArrived, isStale, mostAttempts, readRetryAfter, retryPauseMs } from "./delivery-schedule.ts";

const failed = { status: 500, retryAfterMs: null, spread: 0 };
const pausesS = (schedule: "classic" | "long", spread = 0) =>
  Array.from({ length: mostAttempts(schedule) }, (_, index) => {
    const pauseMs = retryPauseMs({ ...failed, schedule, attempts: index + 1, spread });
    return pauseMs === null ? null : pauseMs / 1000;
  });

describe("when a webhook is tried again", () => {
  test("classic: three times, ten seconds apart", () => {
    expect(pausesS("classic", 1)).toEqual([10, 10, 10, null]);
  });

  test("long: over three days", () => {
    const hoursS = [2, 5, 10, 14, 20, 24].map((count) => count * 3600);
    expect(pausesS("long")).toEqual([5, 300, 1800, ...hoursS, null]);
    expect(pausesS("long", 1)).toEqual([...[5, 300, 1800, ...hoursS].map((pause) => (pause * 11) / 10), null]);
  });

  test.each([429, 502, 503, 504])("later where an answer %i asks for it, though not for ever", (status) => {
    const pause = (retryAfterMs: number) => retryPauseMs({ schedule: "classic", attempts: 1, spread: 0, status, retryAfterMs });
    expect(pause(60_000)).toBe(60_000);
    expect(pause(1000)).toBe(10_000);
    expect(pause(86_400_000)).toBe(3_600_000);
    expect(retryPauseMs({ ...failed, schedule: "classic", attempts: 1, retryAfterMs: 60_000 })).toBe(10_000);
    expect(retryPauseMs({ schedule: "classic", attempts: 4, spread: 0, status, retryAfterMs: 1 })).toBeNull();
  });

  test.each([
    ["7", 7000],
    [" 120 ", 120_000],
    ["Tue, 10 Mar 2026 12:00:30 GMT", 30_000],
    ["Tue, 10 Mar 2026 11:00:00 GMT", 0],
    ["-5", null],
    ["soon", null],
    ["2026", 2_026_000],
    ["1e9", null],
    ["", null],
  ])("Retry-After: %j", (text, ms) => {
    expect(readRetryAfter(text, new Date("2026-03-10T12:00:00Z"))).toBe(ms);
  });
});

test("any 2xx is an arrival and nothing else is", () => {
  expect([200, 201, 204, 299].map(hasArrived)).toEqual([true, true, true, true]);
  expect([null, 100, 199, 300, 302, 404, 500].some(hasArrived)).toBe(false);
});

test("a webhook ends when it is gone, or after five days of failing", () => {
  expect(endsWebhook(410, 0)).toBe("gone");
  expect(endsWebhook(500, 5 * 86_400_000)).toBe("failing");
  expect(endsWebhook(500, 5 * 86_400_000 - 1)).toBeNull();
  expect(endsWebhook(null, 0)).toBeNull();
});

test("news of a drive is told for five minutes, the rest at any time", () => {
  for (const type of ["ignition:on", "ignition:off", "notification:speeding", "notification:hard_brake"]) {
    expect(isStale(type, 300_000)).toBe(false);
    expect(isStale(type, 300_001)).toBe(true);
  }
  for (const type of ["trip:finished", "mil:on", "mil:off"]) expect(isStale(type, 1e12)).toBe(false);
});
