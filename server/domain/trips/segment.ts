/** Cuts the samples of a vehicle into trips: a pure function of the samples, walked once in order of time. */
import { type CleanSpeed, speedObd } from "#server/domain/telemetry/clean.ts";
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
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

/** Where the walk takes up: between two trips, at a sample from which on nothing before matters. */
export interface SegmentStart {
  /** Time of the sample before, epoch ms; minus infinity where there is none. */
  afterMs: number;
  /** The ignition was reported off before, and nothing since says otherwise. */
  ignitionOff: boolean;
}

export const nothingBefore: SegmentStart = { afterMs: Number.NEGATIVE_INFINITY, ignitionOff: false };

/** The samples to cut and what lies around them. */
export interface SegmentInput {
  columns: SampleColumns;
  speed: CleanSpeed;
  rules: SegmentRules;
  /** What lies before `first`. */
  start: SegmentStart;
  /** The walk is over samples `first` up to but not including `to`; all unless given. */
  first?: number;
  to?: number;
  /** What follows: a long silence, nothing because these are the newest samples, or more samples, which are walked later. */
  followedBy: "silence" | "nothing" | "more";
}

export interface Segments {
  /** Trips in order of time. The last one has the reason `last_sample` when nothing follows that ends it. */
  spans: TripSpan[];
  /** Where a walk over more samples takes up so that it comes out as one walk over all: none of the spans reaches it. */
  resume: { index: number; start: SegmentStart };
}

/** Cuts samples into trips. */
export function segmentTrips({ columns, speed, rules, start, first = 0, to = columns.length, followedBy }: SegmentInput): Segments {
  const walk = new Segmentation(columns, speed, rules, start, first);
  for (let i = first; i < to; i++) walk.step(i);
  if (followedBy !== "more") walk.finish(to, followedBy === "silence" ? "silence" : "last_sample");
  return { spans: walk.spans, resume: walk.findResume(to) };
}

const unknown = -1;

/** One walk over the samples. Indices are -1 where there is none. */
class Segmentation {
  readonly spans: TripSpan[] = [];
  private driving = false;
  private first = unknown;
  /** The ignition was off before the present trip's first sample. */
  private offBeforeFirst = false;
  /** 1, 0 or -1 (not reported). */
  private ignition: number;
  /** First sample that the next trip may start with. */
  private stretchFirst: number;
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
  private readonly start: SegmentStart;
  private readonly startIndex: number;

  private previousAtMs: number;

  constructor(columns: SampleColumns, speed: CleanSpeed, rules: SegmentRules, start: SegmentStart, first: number) {
    this.columns = columns;
    this.speed = speed;
    this.rules = rules;
    this.start = start;
    this.startIndex = first;
    this.stretchFirst = first;
    this.ignition = start.ignitionOff ? 0 : unknown;
    this.previousAtMs = start.afterMs;
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

  finish(to: number, endReason: TripEndReason): void {
    if (this.driving) this.end(to - 1, endReason);
  }

  /** The first sample that a trip not ended yet, or the next one, may start with, after a walk up to `to`. */
  findResume(to: number): Segments["resume"] {
    const waiting = this.lastAtRest === unknown ? this.stretchFirst : this.lastAtRest;
    const index = Math.min(this.driving ? this.first : waiting, to);
    const ignitionOff = this.driving ? this.offBeforeFirst : this.ignition === 0;
    const afterMs = index > this.startIndex ? (this.columns.atMs[index - 1] as number) : this.start.afterMs;
    return { index, start: { afterMs, ignitionOff } };
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
    if (!this.driving) this.begin(i);
    this.ignition = 1;
  }

  /** Waits for the car to move; the trip then starts at the last sample at rest before. */
  private awaitTrip(i: number): void {
    const kmh = this.speed.kmh[i] as number;
    if (kmh === 0) this.lastAtRest = i;
    if (!(kmh > 0)) return;
    // After a reported "off" only the car's own bus can say that the "on" was lost; a drifting GPS cannot.
    if (this.ignition === 0 && this.speed.origin[i] !== speedObd) return;
    this.begin(this.lastAtRest === unknown ? this.stretchFirst : this.lastAtRest);
    this.ignition = unknown;
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
    this.offBeforeFirst = this.ignition === 0;
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
