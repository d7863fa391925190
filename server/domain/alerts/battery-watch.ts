import { crankingMs, isLowAtRest } from "#server/domain/health/battery.ts";
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import { isMoving, type VehicleSignals } from "#server/domain/vehicles/state.ts";
import { type Occurrence, occurrenceAt, type RuleOf } from "./occurrence.ts";

/** A battery has recovered when it is this much above the threshold, V. */
const recoveredByV = 0.3;
/** Two readings this near each other are of one low, ms. */
const sameWithinMs = 3_600_000;

interface Low {
  startMs: number;
  lastMs: number;
  lowestV: number;
}

/**
 * Finds times at which a battery at rest was low, one page of samples after another, by the same rule as the screens. What was over
 * sooner than a starter takes was one; only the newest reading counts by itself.
 */
export class BatteryWatch {
  readonly #rule: RuleOf<"low_battery">;
  readonly #vehicleId: number;
  readonly #found: Occurrence[] = [];
  #low: Low | null = null;
  #lastNotLowMs: number | null = null;
  readonly #engine: Pick<VehicleSignals, "ignition" | "rpm" | "moved"> = {};

  constructor(rule: RuleOf<"low_battery">, vehicleId: number) {
    this.#rule = rule;
    this.#vehicleId = vehicleId;
  }

  add(columns: SampleColumns): void {
    for (let i = 0; i < columns.length; i++) {
      this.#noteEngine(columns, i);
      const volts = columns.batteryV[i] as number;
      if (!Number.isNaN(volts)) this.#step(columns.atMs[i] as number, volts);
    }
  }

  finish(): Occurrence[] {
    this.#close(true);
    return this.#found;
  }

  #noteEngine(columns: SampleColumns, i: number): void {
    const atMs = columns.atMs[i] as number;
    const [ignition, rpm] = [known(columns.ignition[i]), known(columns.rpm[i])];
    if (ignition !== undefined) this.#engine.ignition = { value: ignition === 1, atMs };
    if (rpm !== undefined) this.#engine.rpm = { value: rpm, atMs };
    const [speedKmh, gpsSpeedKmh] = [known(columns.speedKmh[i]), known(columns.gpsSpeedKmh[i])];
    const moves = isMoving({ ...(speedKmh !== undefined && { speedKmh }), ...(gpsSpeedKmh !== undefined && { gpsSpeedKmh }) });
    if (moves) this.#engine.moved = { value: true, atMs };
  }

  #step(atMs: number, volts: number): void {
    const { belowV } = this.#rule.params;
    if (volts >= belowV) {
      this.#lastNotLowMs = atMs;
      if (volts >= belowV + recoveredByV) this.#close(false);
      return;
    }
    if (!isLowAtRest({ value: volts, atMs }, belowV, this.#lastNotLowMs, this.#engine)) return;
    this.#low ??= { startMs: atMs, lastMs: atMs, lowestV: volts };
    this.#low.lastMs = atMs;
    this.#low.lowestV = Math.min(this.#low.lowestV, volts);
  }

  #close(isNewest: boolean): void {
    const low = this.#low;
    this.#low = null;
    if (!low || (low.lastMs - low.startMs < crankingMs && !isNewest)) return;
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

const known = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? undefined : value);
