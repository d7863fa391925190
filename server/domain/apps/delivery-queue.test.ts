import { expect, test } from "vitest";
import { toDeliveryQueue, toRetryQueue } from "./delivery-queue.ts";

const queueOf = (vehicleId: number | null, failingForMs = 0) => toDeliveryQueue({ appId: 7, vehicleId, failingForMs });

test("what a car tells an app waits in one queue, and an app has few", () => {
  expect(queueOf(12)).toBe(queueOf(12));
  const all = new Set(Array.from({ length: 100 }, (_, vehicleId) => queueOf(vehicleId)));
  expect(all.size).toBe(3);
  expect(all.has(queueOf(null))).toBe(true);
  expect(all.has(toRetryQueue(7))).toBe(false);
  expect(toDeliveryQueue({ appId: 8, vehicleId: 12, failingForMs: 0 })).not.toBe(queueOf(12));
});

test("an app whose receiver has failed for a while has one queue for all", () => {
  for (const vehicleId of [null, 1, 2, 3]) expect(queueOf(vehicleId, 60_001)).toBe(toRetryQueue(7));
  expect(queueOf(1, 60_000)).toBe(queueOf(1));
});
