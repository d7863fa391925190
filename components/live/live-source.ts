import type { TRPCClient } from "@trpc/client";
import { errorCode } from "#components/query-client.ts";
import type { AppRouter } from "#server/trpc/root.ts";
import type { LiveListener, LivePerson, OpenSource } from "./live-update.ts";

const pollEveryMs = 5000;
/** A stream that the server refused, or that broke, is tried again after this long. */
const streamAgainMs = 60_000;

interface SourceOptions {
  client: Pick<TRPCClient<AppRouter>, "live">;
  person: LivePerson;
  /** False: this tab would hold a stream for itself alone, so it only polls. */
  streaming: boolean;
  /** The session has ended, or is somebody else's. */
  onSignedOut: () => void;
}

/**
 * Where updates come from: the server's stream; while it refuses that (too many are open, a proxy does not let it through), the same
 * by polling.
 */
export function createOpenSource(options: SourceOptions): OpenSource {
  return (lastEventId, listener) => {
    const source = new Source(options, lastEventId, listener);
    source.start();
    return () => source.stop();
  };
}

class Source {
  readonly #options: SourceOptions;
  readonly #listener: LiveListener;
  readonly #stopped = new AbortController();
  #lastEventId: string | null;
  #endStream = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isPolling = false;
  #wasLive = false;

  constructor(options: SourceOptions, lastEventId: string | null, listener: LiveListener) {
    this.#options = options;
    this.#lastEventId = lastEventId;
    this.#listener = listener;
  }

  start(): void {
    if (this.#options.streaming) this.#stream();
    else void this.#poll();
  }

  stop(): void {
    this.#stopped.abort();
    this.#endStream();
    clearTimeout(this.#timer);
  }

  #stream(): void {
    const { client, person } = this.#options;
    let ended = false;
    const onEnd = (error: unknown) => {
      if (ended) return;
      ended = true;
      this.#onStreamFailed(error);
    };
    const subscription = client.live.fleet.subscribe(
      { ...person, lastEventId: this.#lastEventId },
      {
        onData: ({ id, data }) => {
          this.#isPolling = false;
          clearTimeout(this.#timer);
          this.#receive(id, data);
        },
        onConnectionStateChange: ({ state }) => {
          if (state === "connecting" && !this.#isPolling) this.#reportDown();
        },
        onError: onEnd,
        onComplete: () => onEnd(null),
      },
    );
    this.#endStream = () => {
      ended = true;
      subscription.unsubscribe();
    };
  }

  #onStreamFailed(error: unknown): void {
    if (this.#stopped.signal.aborted || this.#isSignedOut(error)) return;
    this.#endStream();
    const polling = this.#isPolling;
    const again = setTimeout(() => this.#stream(), streamAgainMs);
    this.#stopped.signal.addEventListener("abort", () => clearTimeout(again), { once: true });
    if (!polling) void this.#poll();
  }

  async #poll(): Promise<void> {
    this.#isPolling = true;
    const { client, person } = this.#options;
    try {
      const { lastEventId, updates } = await client.live.since.query({ ...person, lastEventId: this.#lastEventId });
      if (this.#stopped.signal.aborted) return;
      this.#reportLive();
      for (const update of updates) this.#receive(lastEventId, update);
    } catch (error) {
      if (this.#stopped.signal.aborted || this.#isSignedOut(error)) return;
      this.#reportDown();
    }
    if (this.#isPolling) this.#timer = setTimeout(() => void this.#poll(), pollEveryMs);
  }

  #receive(eventId: string, update: Parameters<LiveListener["onUpdate"]>[0]): void {
    this.#lastEventId = eventId;
    this.#reportLive();
    this.#listener.onUpdate(update, eventId);
  }

  #reportLive(): void {
    this.#wasLive = true;
    this.#listener.onStatus("live");
  }

  #reportDown(): void {
    this.#listener.onStatus(this.#wasLive ? "offline" : "connecting");
  }

  #isSignedOut(error: unknown): boolean {
    if (errorCode(error) !== "UNAUTHORIZED") return false;
    this.stop();
    this.#options.onSignedOut();
    return true;
  }
}
