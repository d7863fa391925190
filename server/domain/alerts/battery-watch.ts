import type { SampleColumns } from "../telemetry/sample.ts";
import { type Occurrence, occurrenceAt, type RuleOf } from "./occurrence.ts";

/** A battery has recovered when it is this much above the threshold, V. */
const recoveredByV = 0.3;
/** Two readings this near each other are of one low, ms. */
const sameWithinMs = 3_600_000;

interface Low {
  startMs: number;
  lastMs: number;
  lowestV: number;
  readings: number;
}

/**
 * Finds times at which a battery at rest was low, one page of samples after another. A starter draws the voltage down for a
 * moment: a single low reading counts only when no other follows it.
 */
export class BatteryWatch {
  readonly #rule: RuleOf<"low_battery">;
  readonly #vehicleId: number;
  readonly #found: Occurrence[] = [];
  #low: Low | null = null;
  #ignition = false;

  constructor(rule: RuleOf<"low_battery">, vehicleId: number) {
    this.#rule = rule;
    this.#vehicleId = vehicleId;
  }

  add({ atMs, ignition, rpm, speedKmh, gpsSpeedKmh, batteryV, length }: SampleColumns): void {
    for (let i = 0; i < length; i++) {
      if (!Number.isNaN(ignition[i] as number)) this.#ignition = ignition[i] === 1;
      const volts = batteryV[i] as number;
      if (Number.isNaN(volts)) continue;
      const runs = this.#ignition || (rpm[i] as number) > 0 || (speedKmh[i] as number) > 0 || (gpsSpeedKmh[i] as number) > 3;
      this.#step(atMs[i] as number, volts, runs);
    }
  }

  finish(): Occurrence[] {
    this.#close(true);
    return this.#found;
  }

  #step(atMs: number, volts: number, runs: boolean): void {
    const { belowV } = this.#rule.params;
    if (volts >= belowV + recoveredByV) this.#close(false);
    if (runs || volts >= belowV) return;
    this.#low ??= { startMs: atMs, lastMs: atMs, lowestV: volts, readings: 0 };
    this.#low.lastMs = atMs;
    this.#low.lowestV = Math.min(this.#low.lowestV, volts);
    this.#low.readings++;
  }

  #close(isNewest: boolean): void {
    const low = this.#low;
    this.#low = null;
    if (!low || (low.readings < 2 && !isNewest)) return;
    this.#found.push({
      ...occurrenceAt(this.#rule, this.#vehicleId, low.startMs),
      kind: "low_battery",
      endedAtMs: low.lastMs,
      sameFromMs: low.startMs - sameWithinMs,
      sameToMs: low.lastMs + sameWithinMs,
      facts: { batteryV: Math.round(low.lowestV * 100) / 100 },
    });
  }
}
