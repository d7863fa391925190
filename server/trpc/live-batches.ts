import type { OutboxEvent } from "#db/queries/outbox/feed.ts";
import { isRoadEventType } from "#server/domain/automatic/road-event.ts";
import type { EventBus } from "#server/events/bus.ts";

/** What changed since the last batch, each car and trip once, so that a slow reader never makes it grow without end. */
export interface LiveBatch {
  /** The highest id of its events; 0: it has none. */
  lastEventId: number;
  vehicleIds: Set<number>;
  /** With the newest kind of change. */
  trips: Map<number, { type: string; vehicleId: number | null }>;
  /** New ones, and old ones that changed. */
  alerts: Map<number, "raised" | "changed">;
}

export interface BatchOptions {
  accountId: number;
  /** Events are gathered this long, so that a burst of uploads is one update. */
  windowMs: number;
  signal: AbortSignal;
}

/** The account's events from this call on, in batches, until the signal aborts. */
export function batchEvents(bus: Pick<EventBus, "subscribe">, options: BatchOptions): AsyncGenerator<LiveBatch, void> {
  const { signal, windowMs } = options;
  let batch = emptyBatch();
  let wake = () => {};
  const unsubscribe = bus.subscribe(options.accountId, (event) => {
    add(batch, event);
    wake();
  });
  const stop = () => {
    unsubscribe();
    wake();
  };
  signal.addEventListener("abort", stop, { once: true });

  async function* generate(): AsyncGenerator<LiveBatch, void> {
    try {
      while (!signal.aborted) {
        while (isEmpty(batch) && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
        if (signal.aborted) return;
        await new Promise((resolve) => setTimeout(resolve, windowMs));
        const full = batch;
        batch = emptyBatch();
        yield full;
      }
    } finally {
      stop();
    }
  }
  return generate();
}

/**
 * What has happened since an event, as one batch. Events up to that one are among them where they may have committed after it: an
 * alert of these is perhaps known, so it counts as changed and not as new.
 */
export function batchOf(events: readonly OutboxEvent[], afterId: number): LiveBatch {
  const batch = emptyBatch();
  for (const event of events) {
    add(batch, event);
    const { alertId } = event.payload;
    if (event.id <= afterId && typeof alertId === "number") batch.alerts.set(alertId, "changed");
  }
  return batch;
}

function emptyBatch(): LiveBatch {
  return { lastEventId: 0, vehicleIds: new Set(), trips: new Map(), alerts: new Map() };
}

function isEmpty(batch: LiveBatch): boolean {
  return batch.vehicleIds.size === 0 && batch.trips.size === 0 && batch.alerts.size === 0;
}

function add(batch: LiveBatch, event: OutboxEvent): void {
  // For apps alone: screens hear of the samples, faults and trips behind them.
  if (isRoadEventType(event.type)) return;
  batch.lastEventId = Math.max(batch.lastEventId, event.id);
  const { alertId } = event.payload;
  if (typeof alertId === "number") {
    // One that is new and changed at once is new to the reader.
    if (event.type === "alert.raised" || !batch.alerts.has(alertId)) batch.alerts.set(alertId, toChange(event.type));
    return;
  }
  if (event.vehicleId !== null) batch.vehicleIds.add(event.vehicleId);
  if (event.tripId !== null) batch.trips.set(event.tripId, { type: event.type, vehicleId: event.vehicleId });
}

const toChange = (type: string) => (type === "alert.raised" ? "raised" : "changed");
