import type { Database } from "#db/client.ts";
import { listEventsAfter, listEventsByIds, listenForEvents, listNewestEventIds, type OutboxEvent } from "#db/queries/outbox/feed.ts";
import type { Log } from "#server/log.ts";

export type EventListener = (event: OutboxEvent) => void;

export interface EventBus {
  /** Calls the listener for each event of the account from now on; the result ends that. */
  subscribe(accountId: number, listener: EventListener): () => void;
  /** The same for the events of every account. */
  subscribeAll(listener: EventListener): () => void;
  /** Resolves when the bus listens: every event that commits from then on arrives. */
  ready(): Promise<void>;
}

export interface EventBusDeps {
  sql: Database["sql"];
  log: Log;
}

/**
 * An event may commit after one with a higher id, as long as its transaction takes no longer than this.
 * Ids are remembered for that long, so that catching up finds the late ones and repeats none.
 */
const rememberMs = 10 * 60_000;
const pageSize = 1000;
const retryMs = 1000;

/** Which ids were delivered. All ids up to `floor` count as delivered; above it each one is remembered. */
class DeliveredIds {
  #ids = new Map<number, number>();
  floor = 0;

  has(id: number): boolean {
    return id <= this.floor || this.#ids.has(id);
  }

  /** Takes the newest ids, lowest first, as delivered before the bus began; ids missing among them may still commit. */
  skip(ids: readonly number[]): void {
    this.floor = Math.max(this.floor, ids[0] ?? 0);
    for (const id of ids) this.add(id, Date.now());
  }

  add(id: number, nowMs: number): void {
    this.#ids.set(id, nowMs);
    for (const [oldId, sinceMs] of this.#ids) {
      if (nowMs - sinceMs < rememberMs) break;
      this.#ids.delete(oldId);
      this.floor = Math.max(this.floor, oldId);
    }
  }
}

class Bus implements EventBus {
  readonly #deps: EventBusDeps;
  readonly #listeners = new Map<number, Set<EventListener>>();
  readonly #ofAllAccounts = new Set<EventListener>();
  readonly #delivered = new DeliveredIds();
  #notified: number[] = [];
  #mustCatchUp = false;
  #running = false;
  #ready: Promise<void> | undefined;
  #resolveReady: () => void = () => {};

  constructor(deps: EventBusDeps) {
    this.#deps = deps;
  }

  subscribe(accountId: number, listener: EventListener): () => void {
    const listeners = this.#listeners.get(accountId) ?? new Set();
    this.#listeners.set(accountId, listeners.add(listener));
    void this.ready();
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(accountId) === listeners) this.#listeners.delete(accountId);
    };
  }

  subscribeAll(listener: EventListener): () => void {
    this.#ofAllAccounts.add(listener);
    void this.ready();
    return () => void this.#ofAllAccounts.delete(listener);
  }

  ready(): Promise<void> {
    this.#ready ??= new Promise((resolve) => {
      this.#resolveReady = resolve;
      void this.#start();
    });
    return this.#ready;
  }

  async #start(): Promise<void> {
    try {
      // Before listening begins: what commits in between is found by the first catching up.
      this.#delivered.skip(await listNewestEventIds(this.#deps.sql, pageSize));
      await listenForEvents(
        this.#deps.sql,
        (id) => this.#onId(id),
        () => this.#onConnected(),
      );
    } catch (error) {
      this.#deps.log.warn({ err: error }, "events: not listening yet");
      setTimeout(() => void this.#start(), retryMs).unref();
    }
  }

  #onId(id: number): void {
    this.#notified.push(id);
    void this.#run();
  }

  #onConnected(): void {
    this.#mustCatchUp = true;
    void this.#run();
  }

  /** One round at a time, so that nothing is looked up twice or delivered out of turn. */
  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#mustCatchUp || this.#notified.length > 0) await this.#round();
    } catch (error) {
      this.#deps.log.warn({ err: error }, "events: reading failed, will catch up");
      setTimeout(() => this.#onConnected(), retryMs).unref();
    } finally {
      this.#running = false;
    }
  }

  async #round(): Promise<void> {
    if (this.#mustCatchUp) {
      this.#mustCatchUp = false;
      await this.#catchUp();
      this.#resolveReady();
    }
    const ids = this.#notified.splice(0, pageSize).filter((id) => !this.#delivered.has(id));
    if (ids.length === 0) return;
    const isHeard = this.#listeners.size > 0 || this.#ofAllAccounts.size > 0;
    const events = isHeard ? await listEventsByIds(this.#deps.sql, ids) : [];
    const byId = new Map(events.map((event) => [event.id, event]));
    for (const id of ids) this.#deliver(id, byId.get(id));
  }

  async #catchUp(): Promise<void> {
    let from = this.#delivered.floor;
    for (;;) {
      const page = await listEventsAfter(this.#deps.sql, from, pageSize);
      for (const event of page) this.#deliver(event.id, event);
      const last = page.at(-1);
      if (!last || page.length < pageSize) return;
      from = last.id;
    }
  }

  #deliver(id: number, event: OutboxEvent | undefined): void {
    if (this.#delivered.has(id)) return;
    this.#delivered.add(id, Date.now());
    if (!event) return;
    for (const listener of [...(this.#listeners.get(event.accountId) ?? []), ...this.#ofAllAccounts]) {
      try {
        listener(event);
      } catch (error) {
        this.#deps.log.error({ err: error, eventId: event.id }, "events: a listener failed");
      }
    }
  }
}

/** One LISTEN connection a process; committed events fan out to the listeners of their account. It ends with the database's pools. */
export function createEventBus(deps: EventBusDeps): EventBus {
  return new Bus(deps);
}
