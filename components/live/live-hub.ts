import type { LiveListener, LiveStatus, LiveUpdate, OpenSource } from "./live-update.ts";

interface Reported {
  /** Tells this report apart from every other: a tab that joins may get one twice. */
  key: string;
  update: LiveUpdate;
  eventId: string;
}

interface Kept extends Reported {
  sinceMs: number;
}

/** What tabs say to each other. */
type Message =
  /** The leader to all. */
  | ({ kind: "update" } & Reported)
  | { kind: "status"; status: LiveStatus }
  /** A tab that has become the leader: the others ask it for what they missed. */
  | { kind: "leading" }
  /** A tab to the leader: it joins, or it checks that the leader still answers. */
  | { kind: "ask"; tab: string; lastEventId: string | null; joins: boolean }
  /** The leader to one tab: what was reported after the event it knows. */
  | { kind: "answer"; tab: string; missed: Reported[]; status: LiveStatus };

export interface LiveHubOptions extends LiveListener {
  /** The tabs that share: those of one browser and one person. */
  name: string;
  /** The newest event that the page knows of. */
  lastEventId: string | null;
  openSource: OpenSource;
  locks: Pick<LockManager, "request">;
  /** Only a tab that is looked at may replace a leader: a hidden one hears late, too. */
  isVisible: () => boolean;
  /** How often a tab checks that the leader answers, and how long it waits for that, ms. */
  checkEveryMs?: number;
  answerWithinMs?: number;
}

/** Updates the leader keeps for tabs that join. */
const keptUpdates = 200;
/** An event may commit after one with a higher id: updates this new are passed on to a tab that joins even if it knows of a higher one, ms. */
const lateWithinMs = 10_000;

/**
 * Lets the tabs of a browser share one source: the one that holds the lock of that name opens it and passes on what it reports. When
 * it closes, the lock falls to another, which goes on from the last event it heard of. A leader that does not answer (a browser may
 * freeze a tab) loses the lock to a tab that is looked at. The result leaves.
 */
export function joinLiveHub(options: LiveHubOptions): () => void {
  const hub = new LiveHub(options);
  hub.join();
  return () => hub.leave();
}

class LiveHub {
  readonly #options: LiveHubOptions;
  readonly #channel: BroadcastChannel;
  readonly #tab = Math.random().toString(36).slice(2);
  readonly #left = new AbortController();
  readonly #delivered = new Set<string>();
  #reports = 0;
  #lastEventId: string | null;
  #status: LiveStatus = "connecting";
  /** While this tab leads: ends that. */
  #resign: (() => void) | null = null;
  #kept: Kept[] = [];
  /** What is kept begins after this event. */
  #keptAfter: string | null = null;
  #checkTimer: ReturnType<typeof setInterval> | undefined;
  #answerTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LiveHubOptions) {
    this.#options = options;
    this.#lastEventId = options.lastEventId;
    this.#channel = new BroadcastChannel(options.name);
  }

  join(): void {
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => this.#onMessage(data);
    this.#checkTimer = setInterval(() => {
      if (this.#options.isVisible()) this.#ask({ joins: false });
    }, this.#options.checkEveryMs ?? 15_000);
    this.#waitForLock();
    this.#ask({ joins: true });
  }

  leave(): void {
    this.#left.abort();
    this.#resign?.();
    clearInterval(this.#checkTimer);
    clearTimeout(this.#answerTimer);
    this.#channel.close();
  }

  /** Asks the leader, and takes its place if it does not answer. */
  #ask({ joins }: { joins: boolean }): void {
    if (this.#resign !== null) return;
    this.#post({ kind: "ask", tab: this.#tab, lastEventId: this.#lastEventId, joins });
    this.#answerTimer ??= setTimeout(() => {
      this.#answerTimer = undefined;
      if (this.#resign === null && this.#options.isVisible()) this.#request({ steal: true });
    }, this.#options.answerWithinMs ?? 15_000);
  }

  #waitForLock(): void {
    this.#request({ signal: this.#left.signal });
  }

  #request(lockOptions: LockOptions): void {
    const { locks, name } = this.#options;
    locks
      .request(name, lockOptions, () => this.#lead())
      .catch(() => {
        // Another tab has taken the lock, or this one has left.
        this.#resign?.();
        if (!this.#left.signal.aborted) this.#waitForLock();
      });
  }

  /** Leads until the returned promise resolves. */
  #lead(): Promise<void> {
    if (this.#left.signal.aborted || this.#resign !== null) return Promise.resolve();
    return new Promise((resolve) => {
      this.#kept = [];
      this.#keptAfter = this.#lastEventId;
      const close = this.#options.openSource(this.#lastEventId, {
        onUpdate: (update, eventId) => this.#pass(this.#toReported(update, eventId)),
        onStatus: (status) => this.#passStatus(status),
      });
      this.#resign = () => {
        this.#resign = null;
        close();
        resolve();
      };
      this.#post({ kind: "leading" });
    });
  }

  #pass(reported: Reported): void {
    this.#kept.push({ ...reported, sinceMs: Date.now() });
    // A tab that missed what happened before a restart has to read again as well: nothing older is kept.
    if (reported.update.kind === "ready" && reported.update.reread) this.#keptAfter = reported.eventId;
    const dropped = this.#kept.length > keptUpdates ? this.#kept.shift() : undefined;
    if (dropped) this.#keptAfter = dropped.eventId;
    this.#post({ kind: "update", ...reported });
    this.#deliver(reported);
  }

  #passStatus(status: LiveStatus): void {
    this.#post({ kind: "status", status });
    this.#setStatus(status);
  }

  #onMessage(message: Message): void {
    if (message.kind === "ask") {
      if (this.#resign !== null) this.#answer(message);
      return;
    }
    if (message.kind === "answer" && message.tab !== this.#tab) return;
    this.#heard();
    if (message.kind === "leading") this.#delivered.clear();
    if (message.kind === "leading") this.#ask({ joins: false });
    if (message.kind === "update") this.#deliver(message);
    if (message.kind === "answer") for (const reported of message.missed) this.#deliver(reported);
    if (message.kind === "status" || message.kind === "answer") this.#setStatus(message.status);
  }

  #heard(): void {
    clearTimeout(this.#answerTimer);
    this.#answerTimer = undefined;
  }

  #answer({ tab, lastEventId, joins }: Extract<Message, { kind: "ask" }>): void {
    const isKept = lastEventId !== null && this.#keptAfter !== null && Number(lastEventId) >= Number(this.#keptAfter);
    const reread = this.#toReported({ kind: "ready", reread: true }, this.#lastEventId ?? "0");
    const isLate = ({ sinceMs }: Kept) => joins && Date.now() - sinceMs < lateWithinMs;
    const missed = isKept ? this.#kept.filter((kept) => Number(kept.eventId) > Number(lastEventId) || isLate(kept)) : [reread];
    this.#post({ kind: "answer", tab, missed, status: this.#status });
  }

  #toReported(update: LiveUpdate, eventId: string): Reported {
    return { key: `${this.#tab}:${++this.#reports}`, update, eventId };
  }

  #deliver({ key, update, eventId }: Reported): void {
    if (this.#delivered.has(key)) return;
    this.#delivered.add(key);
    const [oldest] = this.#delivered;
    if (oldest !== undefined && this.#delivered.size > 5 * keptUpdates) this.#delivered.delete(oldest);
    if (this.#lastEventId === null || Number(eventId) > Number(this.#lastEventId)) this.#lastEventId = eventId;
    this.#options.onUpdate(update, eventId);
  }

  #setStatus(status: LiveStatus): void {
    this.#status = status;
    this.#options.onStatus(status);
  }

  #post(message: Message): void {
    if (!this.#left.signal.aborted) this.#channel.postMessage(message);
  }
}
