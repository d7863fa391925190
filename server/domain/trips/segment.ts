/** Cuts the samples of a vehicle into trips: a pure function of the samples, walked once in order of time. */
import { type CleanSpeed, speedObd } from "../telemetry/clean.ts";
import type { SampleColumns } from "../telemetry/sample.ts";
import type { TripEndReason } from "./trip.ts";

/** Without an ignition signal a longer silence ends a trip (from recorded silences of a public travel survey), ms. */
export const silenceMs = 300_000;
/** A longer silence ends even a trip whose ignition was never reported off: the report must have been lost, ms. */
export const longSilenceMs = 3_600_000;
/** Without an ignition signal, a standing engine for longer than this ends a trip; shorter is start-stop at a light, ms. */
export const engineOffMs = 300_000;
/** With neither ignition nor rpm, standing for longer than this ends a trip, ms. */
export const standingMs = 600_000;

/** A trip as first and last index into the samples, both included. */
export interface TripSpan {
  first: number;
  last: number;
  endReason: TripEndReason;
  /** How long a silence after its last sample ends a trip whose end the samples do not say, ms. */
  silenceMs: number;
}

/** What is known of the vehicle that the rules depend on. */
export interface SegmentRules {
  /** Hybrids and electric cars drive with a standing engine, so rpm 0 never ends their trips. */
  engineStopsWhileDriving: boolean;
}

/** Where the walk takes up: after the last sample of a trip, or (null) where nothing is known. */
export interface SegmentStart {
  lastAtMs: number;
  endReason: TripEndReason;
}

/** The samples to cut and what lies around them. */
export interface SegmentInput {
  columns: SampleColumns;
  speed: CleanSpeed;
  rules: SegmentRules;
  /** Null: nothing is known of before. */
  start: SegmentStart | null;
  /** True when more samples follow after a long silence; false when these are the newest. */
  silenceFollows: boolean;
}

/** Trips of the samples in order. A trip that the samples do not end has the reason `last_sample`. */
export function segmentTrips({ columns, speed, rules, start, silenceFollows }: SegmentInput): TripSpan[] {
  const walk = new Segmentation(columns, speed, rules, start);
  for (let i = 0; i < columns.length; i++) walk.step(i);
  return walk.finish(silenceFollows ? "silence" : "last_sample");
}

const unknown = -1;

/** One walk over the samples. Indices are -1 where there is none. */
class Segmentation {
  private readonly spans: TripSpan[] = [];
  private driving = false;
  private first = unknown;
  /** 1, 0 or -1 (not reported). */
  private ignition: number;
  /** First sample that the next trip may start with. */
  private stretchFirst = 0;
  /** Newest sample at rest while not driving. */
  private lastAtRest = unknown;
  /** First sample of the present standing. */
  private restFirst = unknown;
  /** First sample of the present standing of the engine. */
  private engineOffFirst = unknown;
  private rpmReported = false;

  private readonly columns: SampleColumns;
  private readonly speed: CleanSpeed;
  private readonly rules: SegmentRules;

  private previousAtMs: number;

  constructor(columns: SampleColumns, speed: CleanSpeed, rules: SegmentRules, start: SegmentStart | null) {
    this.columns = columns;
    this.speed = speed;
    this.rules = rules;
    this.ignition = start?.endReason === "ignition_off" ? 0 : unknown;
    this.previousAtMs = start?.lastAtMs ?? Number.POSITIVE_INFINITY;
  }

  step(i: number): void {
    const atMs = this.columns.atMs[i] as number;
    this.passSilence(i, atMs - this.previousAtMs);
    this.previousAtMs = atMs;
    const reported = this.columns.ignition[i] as number;
    if (reported === 0) this.turnOff(i);
    else if (reported === 1) this.turnOn(i);
    if (this.driving) this.followTrip(i);
    else if (reported !== 0) this.awaitTrip(i);
  }

  finish(endReason: TripEndReason): TripSpan[] {
    if (this.driving) this.end(this.columns.length - 1, endReason);
    return this.spans;
  }

  private passSilence(i: number, gapMs: number): void {
    if (gapMs <= silenceMs) return;
    if (this.driving && (this.ignition !== 1 || gapMs > longSilenceMs)) this.end(i - 1, "silence");
    if (gapMs > longSilenceMs) this.ignition = unknown;
    if (!this.driving) this.restartStretch(i);
  }

  private turnOff(i: number): void {
    if (this.driving) this.end(i, "ignition_off");
    this.ignition = 0;
    this.restartStretch(i + 1);
  }

  private turnOn(i: number): void {
    this.ignition = 1;
    if (!this.driving) this.begin(i);
  }

  /** Waits for the car to move; the trip then starts at the last sample at rest before. */
  private awaitTrip(i: number): void {
    const kmh = this.speed.kmh[i] as number;
    if (kmh === 0) this.lastAtRest = i;
    if (!(kmh > 0)) return;
    // After a reported "off" only the car's own bus can say that the "on" was lost; a drifting GPS cannot.
    if (this.ignition === 0 && this.speed.origin[i] !== speedObd) return;
    this.ignition = unknown;
    this.begin(this.lastAtRest === unknown ? this.stretchFirst : this.lastAtRest);
    this.rpmReported = this.hasRpm(this.first, i);
  }

  /** Looks for the end of a trip whose ignition is not reported. */
  private followTrip(i: number): void {
    const rpm = this.columns.rpm[i] as number;
    const kmh = this.speed.kmh[i] as number;
    if (!Number.isNaN(rpm)) this.rpmReported = true;
    if (kmh > 0) {
      this.restFirst = unknown;
      this.engineOffFirst = unknown;
    } else {
      if (kmh === 0 && this.restFirst === unknown) this.restFirst = i;
      if (rpm === 0 && this.engineOffFirst === unknown) this.engineOffFirst = i;
      if (rpm > 0) this.engineOffFirst = unknown;
    }
    if (this.ignition !== unknown) return;
    if (!this.rules.engineStopsWhileDriving && this.lasted(this.engineOffFirst, i) > engineOffMs) {
      this.endAtRest(this.engineOffFirst, i, "engine_off");
    } else if (!this.rpmReported && this.lasted(this.restFirst, i) > standingMs) {
      this.endAtRest(this.restFirst, i, "standing");
    }
  }

  private begin(first: number): void {
    this.driving = true;
    this.first = first;
    this.restFirst = unknown;
    this.engineOffFirst = unknown;
    this.rpmReported = false;
  }

  private end(last: number, endReason: TripEndReason): void {
    this.spans.push({ first: this.first, last, endReason, silenceMs: this.ignition === 1 ? longSilenceMs : silenceMs });
    this.driving = false;
    this.restartStretch(last + 1);
  }

  /** Ends the trip at an earlier sample; the car has stood since. */
  private endAtRest(last: number, i: number, endReason: TripEndReason): void {
    this.end(last, endReason);
    let atRest = i;
    while (atRest > last && this.speed.kmh[atRest] !== 0) atRest--;
    if (atRest > last) this.lastAtRest = atRest;
  }

  private restartStretch(first: number): void {
    this.stretchFirst = first;
    this.lastAtRest = unknown;
  }

  private lasted(from: number, to: number): number {
    return from === unknown ? 0 : (this.columns.atMs[to] as number) - (this.columns.atMs[from] as number);
  }

  private hasRpm(from: number, to: number): boolean {
    for (let i = from; i <= to; i++) if (!Number.isNaN(this.columns.rpm[i] as number)) return true;
    return false;
  }
}
