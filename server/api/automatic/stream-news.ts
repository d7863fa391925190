import type { Db } from "#db/client.ts";
import type { OutboxEvent } from "#db/queries/outbox/feed.ts";
import { isRoadEventType, roadEventNames } from "#server/domain/automatic/road-event.ts";
import { toSocketEvent } from "#server/domain/automatic/to-socket-event.ts";
import { findAudience } from "#server/events/audience.ts";
import type { EventBus } from "#server/events/bus.ts";
import type { Log } from "#server/log.ts";
import type { StreamClients } from "./stream-clients.ts";

export interface StreamNewsDeps {
  db: Db;
  now: () => Date;
  bus: EventBus;
  log: Log;
  /** Where the family is reached: addresses in events begin with it. */
  base: string;
}

/** Events of different cars are looked up side by side, as many at a time; those of one car one after the other. */
const lanes = 4;
/** Events that wait to be looked up; more than this and the database does not keep up. */
const maxWaiting = 10_000;

/**
 * Tells events to the connections of those apps that may hear of them, which is asked anew for each event: who revokes an app's
 * access is heard of no more.
 */
export class StreamTelling {
  readonly #deps: StreamNewsDeps;
  readonly #clients: StreamClients;
  readonly #onCredentialsChanged: () => void;
  readonly #lanes: Promise<void>[] = Array.from({ length: lanes }, () => Promise.resolve());
  #waiting = 0;
  #end: (() => void) | undefined;

  constructor(deps: StreamNewsDeps, clients: StreamClients, onCredentialsChanged: () => void) {
    this.#deps = deps;
    this.#clients = clients;
    this.#onCredentialsChanged = onCredentialsChanged;
  }

  /** Listens while there is somebody to tell. */
  update(): void {
    if (this.#clients.isEmpty) this.stop();
    else this.#end ??= this.#deps.bus.subscribeAll((event) => this.#onEvent(event));
  }

  stop(): void {
    this.#end?.();
    this.#end = undefined;
  }

  #onEvent(event: OutboxEvent): void {
    if (event.type === "credentials.changed") this.#onCredentialsChanged();
    if (!isRoadEventType(event.type) || event.vehicleId === null) return;
    if (this.#waiting >= maxWaiting) {
      this.#deps.log.warn({ eventId: event.id }, "stream: too much to tell, an event is left out");
      return;
    }
    this.#waiting++;
    const lane = event.vehicleId % lanes;
    this.#lanes[lane] = (this.#lanes[lane] ?? Promise.resolve()).then(() => this.#tell(event));
  }

  async #tell(event: OutboxEvent): Promise<void> {
    try {
      const appIds = this.#clients.appIds();
      const hearers = appIds.length > 0 ? await findAudience(this.#deps.db, event, this.#deps.now(), { appIds }) : [];
      for (const { app, viewer, facts } of hearers) {
        const told = toSocketEvent(facts, { ...viewer, base: this.#deps.base });
        for (const { socket } of [...this.#clients.of(app.appId)]) socket.emit(roadEventNames[facts.type], told);
      }
    } catch (error) {
      this.#deps.log.error({ err: error, eventId: event.id }, "stream: an event could not be told");
    } finally {
      this.#waiting--;
    }
  }
}
