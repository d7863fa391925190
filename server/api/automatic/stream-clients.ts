import type { Socket } from "socket.io";
import type { StreamKey } from "#server/auth/stream-tickets.ts";
import type { RoadEventName } from "#server/domain/automatic/road-event.ts";

type Nothing = Record<string, never>;

/** What the stream tells: each event under the name of its type, with one object. Nothing is listened to. */
export type StreamNews = Record<RoadEventName, (event: Record<string, unknown>) => void>;

export interface StreamSocketData {
  /** What it was opened with. */
  key?: StreamKey;
  /** Whether somebody allowed the app then. */
  isAllowed?: boolean;
}

export type StreamSocket = Socket<Nothing, StreamNews, Nothing, StreamSocketData>;

export interface OpenStream {
  socket: StreamSocket;
  key: StreamKey;
  /** Whether somebody has allowed the app since it connected. */
  wasAllowed: boolean;
}

/** The connections whose credentials are right, by app. */
export class StreamClients {
  readonly #byApp = new Map<number, Set<OpenStream>>();

  add(stream: OpenStream): void {
    const streams = this.#byApp.get(stream.key.appId) ?? new Set();
    this.#byApp.set(stream.key.appId, streams.add(stream));
  }

  remove(stream: OpenStream): void {
    const streams = this.#byApp.get(stream.key.appId);
    streams?.delete(stream);
    if (streams?.size === 0) this.#byApp.delete(stream.key.appId);
  }

  get isEmpty(): boolean {
    return this.#byApp.size === 0;
  }

  appIds(): number[] {
    return [...this.#byApp.keys()];
  }

  of(appId: number): ReadonlySet<OpenStream> {
    return this.#byApp.get(appId) ?? new Set();
  }

  all(): OpenStream[] {
    return [...this.#byApp.values()].flatMap((streams) => [...streams]);
  }
}

/** What of engine.io's connection tells how much waits to be sent. */
interface Buffered {
  on(event: "packetCreate", listener: (packet: { data?: unknown }) => void): unknown;
  on(event: "flush", listener: () => void): unknown;
  close(discard: boolean): unknown;
}

/** Ends a connection whose client takes less than it is told, once more than this waits to be sent, in characters. */
export function limitBuffer(connection: Buffered, maxLength: number, onEnd: () => void): void {
  let waiting = 0;
  connection.on("flush", () => {
    waiting = 0;
  });
  connection.on("packetCreate", ({ data }) => {
    waiting += typeof data === "string" ? data.length : 0;
    if (waiting <= maxLength) return;
    waiting = 0;
    onEnd();
    connection.close(true);
  });
}
