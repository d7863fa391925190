import { expect, test } from "vitest";
import type { OutboxEvent } from "#db/queries/outbox/feed.ts";
import type { EventListener } from "#server/events/bus.ts";
import { batchEvents, batchOf } from "./live-batches.ts";

/** A bus that is told what to deliver. */
function createTestBus() {
  const listeners = new Set<EventListener>();
  let id = 0;
  const emit = (type: string, vehicleId: number, tripId: number | null = null, payload: Record<string, unknown> = {}) => {
    id++;
    for (const listener of listeners) listener({ id, accountId: 7, type, vehicleId, tripId, at: new Date(0), payload });
  };
  const subscribe = (_accountId: number, listener: EventListener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { listeners, emit, subscribe };
}

test("a burst is one batch, each car and trip once with its newest change", async () => {
  const bus = createTestBus();
  const batches = batchEvents(bus, { accountId: 7, windowMs: 0, signal: new AbortController().signal });
  const first = batches.next();
  bus.emit("telemetry.received", 1);
  bus.emit("telemetry.received", 1);
  bus.emit("trip.updated", 1, 30);
  bus.emit("trip.finished", 1, 30);
  // Apps alone are told of these: they stand for no newer change.
  bus.emit("trip.completed", 1, 30);
  bus.emit("drive.location", 3);
  expect(await first).toEqual({
    done: false,
    value: { lastEventId: 4, vehicleIds: new Set([1]), trips: new Map([[30, { type: "trip.finished", vehicleId: 1 }]]), alerts: new Map() },
  });
  bus.emit("telemetry.received", 2);
  expect((await batches.next()).value).toEqual({ lastEventId: 7, vehicleIds: new Set([2]), trips: new Map(), alerts: new Map() });
  await batches.return();
  expect(bus.listeners.size).toBe(0);
});

test("an alert is told as new when it is, and leaves its car alone", async () => {
  const bus = createTestBus();
  const batches = batchEvents(bus, { accountId: 7, windowMs: 0, signal: new AbortController().signal });
  const first = batches.next();
  bus.emit("alert.raised", 1, 30, { alertId: 5 });
  bus.emit("alert.changed", 1, null, { alertId: 5 });
  bus.emit("alert.changed", 1, null, { alertId: 4 });
  const alerts = new Map([
    [5, "raised"],
    [4, "changed"],
  ]);
  expect((await first).value).toEqual({ lastEventId: 3, vehicleIds: new Set(), trips: new Map(), alerts });
  await batches.return();
});

test("what happened since an event is one batch, and what may have been known before is not new", () => {
  const raised = (id: number, alertId: number): OutboxEvent => {
    const about = { accountId: 7, type: "alert.raised", vehicleId: 1, tripId: null, at: new Date(0) };
    return { ...about, id, payload: { alertId } };
  };
  expect(batchOf([raised(9, 1), raised(11, 2), { ...raised(12, 3), type: "telemetry.received", payload: {} }], 10)).toEqual({
    lastEventId: 12,
    vehicleIds: new Set([1]),
    trips: new Map(),
    alerts: new Map([
      [1, "changed"],
      [2, "raised"],
    ]),
  });
});

test("a reader that goes away while waiting is forgotten", async () => {
  const bus = createTestBus();
  const stop = new AbortController();
  const batches = batchEvents(bus, { accountId: 7, windowMs: 0, signal: stop.signal });
  const waiting = batches.next();
  expect(bus.listeners.size).toBe(1);
  stop.abort();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(bus.listeners.size).toBe(0);
});
