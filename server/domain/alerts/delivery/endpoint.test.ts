import { expect, test } from "vitest";
import { endpointPauseMs, endsEndpoint, isGivenUp, toEndpointKey } from "./endpoint.ts";

const pauseS = (failures: number, spread = 0, retryAfterMs: number | null = null) =>
  endpointPauseMs({ failures, spread, retryAfterMs }) / 1000;

test("an endpoint that fails is left alone for longer and longer, up to an hour", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map((failures) => pauseS(failures))).toEqual([10, 30, 120, 600, 1800, 3600, 3600, 3600]);
  expect(pauseS(6, 1)).toBe(3960);
});

test("and for as long as it asks for, though not for ever", () => {
  expect(pauseS(1, 0, 60_000)).toBe(60);
  expect(pauseS(1, 0, 1000)).toBe(10);
  expect(pauseS(1, 0, 86_400_000)).toBe(3600);
});

test("it is switched off after five days of failing", () => {
  expect(endsEndpoint(5 * 86_400_000)).toBe(true);
  expect(endsEndpoint(5 * 86_400_000 - 1)).toBe(false);
});

test("a message is given up a day after it was due", () => {
  const due = new Date("2026-03-10T12:00:00Z");
  expect(isGivenUp(due, new Date("2026-03-11T12:00:00Z"))).toBe(false);
  expect(isGivenUp(due, new Date("2026-03-11T12:00:00.001Z"))).toBe(true);
});

test("each browser and each mail address is an endpoint", () => {
  expect(toEndpointKey({ userId: 4, pushSubscriptionId: null })).toBe("mail:4");
  expect(toEndpointKey({ userId: 4, pushSubscriptionId: 4 })).toBe("push:4");
});
