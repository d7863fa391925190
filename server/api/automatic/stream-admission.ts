interface Allowance {
  left: number;
  atMs: number;
}

export interface AdmissionPolicy {
  /** Connections one network may open at once before any of them has shown good credentials. */
  burst: number;
  /** After how long one more may be opened, ms. */
  everyMs: number;
}

/** Networks that have their whole allowance are forgotten when there are more than this. */
const maxNetworks = 10_000;

/**
 * Keeps a network from opening connections without end: each takes one of its allowance, which comes back when its credentials turn
 * out to be right, else with time. In the memory of this process: several web processes each allow as much.
 */
export class StreamAdmission {
  readonly #networks = new Map<string, Allowance>();
  readonly #policy: AdmissionPolicy;
  readonly #nowMs: () => number;

  constructor(policy: AdmissionPolicy, nowMs: () => number = () => performance.now()) {
    this.#policy = policy;
    this.#nowMs = nowMs;
  }

  /** Counts a connection: 0 when it may be opened, else how many seconds to wait. */
  admit(network: string): number {
    const allowance = this.#allowanceOf(network);
    if (allowance.left < 1) return Math.max(1, Math.ceil(((1 - allowance.left) * this.#policy.everyMs) / 1000));
    allowance.left--;
    return 0;
  }

  /** The connection was somebody's who may. */
  takeBack(network: string): void {
    const allowance = this.#allowanceOf(network);
    allowance.left = Math.min(this.#policy.burst, allowance.left + 1);
  }

  #allowanceOf(network: string): Allowance {
    const known = this.#networks.get(network);
    if (known) return this.#refill(known);
    if (this.#networks.size >= maxNetworks) this.#forgetWhole();
    const allowance = { left: this.#policy.burst, atMs: this.#nowMs() };
    this.#networks.set(network, allowance);
    return allowance;
  }

  #refill(allowance: Allowance): Allowance {
    const nowMs = this.#nowMs();
    allowance.left = Math.min(this.#policy.burst, allowance.left + (nowMs - allowance.atMs) / this.#policy.everyMs);
    allowance.atMs = nowMs;
    return allowance;
  }

  #forgetWhole(): void {
    for (const [network, allowance] of this.#networks) {
      if (this.#refill(allowance).left >= this.#policy.burst) this.#networks.delete(network);
    }
  }
}
