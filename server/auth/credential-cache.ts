import type { EventBus } from "#server/events/bus.ts";

/** How long a credential is believed without asking again, ms: the most by which a lost event may delay a revocation. */
const believeMs = 1000;
const maxEntries = 10_000;

interface Entry<Credential> {
  credential: Credential;
  untilMs: number;
}

export interface CredentialCacheOptions {
  /** Tells when an account's credentials change. Without it nothing is remembered. */
  bus?: EventBus | undefined;
  /** A clock that only goes forward, ms. */
  nowMs?: () => number;
}

/**
 * Remembers what credentials turned out to be, so that not every request asks the database: for a second at most, and no longer
 * than until `credentials.changed` of the account arrives. What turned out to be nothing is not remembered.
 */
export class CredentialCache<Credential extends { accountId: number }> {
  readonly #entries = new Map<string, Entry<Credential>>();
  /** Accounts whose events are heard. */
  readonly #heard = new Set<number>();
  readonly #subscribed = new Set<number>();
  readonly #bus: EventBus | undefined;
  readonly #nowMs: () => number;
  /** Counts the changes: what was asked before one is not stored after it. */
  #changes = 0;

  constructor({ bus, nowMs = () => performance.now() }: CredentialCacheOptions) {
    this.#bus = bus;
    this.#nowMs = nowMs;
  }

  /** What is remembered under the hash of a secret, or what `load` finds. */
  async get(hash: string, load: () => Promise<Credential>): Promise<Credential> {
    const known = this.#entries.get(hash);
    if (known && known.untilMs > this.#nowMs()) return known.credential;
    const changes = this.#changes;
    const untilMs = this.#nowMs() + believeMs;
    const credential = await load();
    if (this.#hears(credential.accountId) && changes === this.#changes) this.#store(hash, { credential, untilMs });
    else this.#entries.delete(hash);
    return credential;
  }

  #store(hash: string, entry: Entry<Credential>): void {
    // Deleted first, so that the oldest entries come first and make room.
    this.#entries.delete(hash);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size < maxEntries) break;
      this.#entries.delete(oldest);
    }
    this.#entries.set(hash, entry);
  }

  /** Whether changes of the account are heard; if not, they will soon be. */
  #hears(accountId: number): boolean {
    if (this.#bus && !this.#subscribed.has(accountId)) {
      this.#subscribed.add(accountId);
      this.#bus.subscribe(accountId, ({ type }) => type === "credentials.changed" && this.#forget(accountId));
      void this.#bus.ready().then(() => this.#heard.add(accountId));
    }
    return this.#heard.has(accountId);
  }

  #forget(accountId: number): void {
    this.#changes++;
    for (const [hash, { credential }] of this.#entries) if (credential.accountId === accountId) this.#entries.delete(hash);
  }
}
