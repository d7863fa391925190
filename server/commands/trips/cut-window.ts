import type { Tx } from "#db/client.ts";
import { type KnownTrip, listKnownTrips } from "#db/queries/trips/cut-trips.ts";
import {
  type CutVehicle,
  concatSamples,
  findWalkStart,
  noSamples,
  readSamples,
  sliceSamples,
  type TimeRange,
  type VehicleSamples,
} from "#db/queries/trips/cutting.ts";
import { type CleanSpeed, cleaningReachMs, cleanSpeed } from "#server/domain/telemetry/clean.ts";
import type { Stretch } from "#server/domain/trips/match.ts";
import {
  longSilenceMs,
  nothingBefore,
  type SegmentInput,
  type SegmentStart,
  type Segments,
  segmentTrips,
  type TripSpan,
} from "#server/domain/trips/segment.ts";
import type { TripEndReason } from "#server/domain/trips/trip.ts";
import { engineStopsWhileDriving } from "#server/domain/vehicles/traits.ts";
import { type CutPoint, firstRangeAfter, isReached } from "./changed-ranges.ts";

/** A stretch that is cut again: its samples and trips, and the trips known in it. */
export interface CutWindow extends CutPoint {
  samples: VehicleSamples;
  speed: CleanSpeed;
  spans: TripSpan[];
  /** Known trips that overlap the window, in order of start. */
  known: KnownTrip[];
}

export interface CutInput {
  tx: Tx;
  vehicleId: number;
  vehicle: CutVehicle;
  /** All changes, in order of time, none overlapping another. */
  ranges: readonly TimeRange[];
  /** Samples read at a time. */
  pageRows: number;
}

/**
 * Reads and cuts what the changes may have touched, in order of time: for each from the quiet before it to the first moment after
 * it from which on nothing can differ, which is a long silence, the end of a trip that is as it was before, or the newest sample.
 * The stretch comes in windows that end between two trips, so that memory holds little more than the longest trip.
 */
export class CutWalk {
  samplesRead = 0;
  private readonly input: CutInput;
  /** All up to here is cut. */
  private start: SegmentStart = nothingBefore;
  private doneMs = Number.NEGATIVE_INFINITY;
  /** Samples after `start`, behind `lead` older ones that cleaning looks at. */
  private samples: VehicleSamples = noSamples;
  private lead = 0;
  /** The newest sample has been read. */
  private complete = false;

  constructor(input: CutInput) {
    this.input = input;
  }

  async *windows(): AsyncGenerator<CutWindow> {
    const { tx, vehicleId, ranges } = this.input;
    let begun: TimeRange | undefined;
    for (let range = firstRangeAfter(ranges, this.doneMs); range; range = firstRangeAfter(ranges, this.doneMs)) {
      if (range !== begun) this.skipTo(await findWalkStart(tx, vehicleId, range.fromMs));
      begun = range;
      yield await this.next(range);
    }
  }

  /** Takes up at a later point, where the samples between are not touched. */
  private skipTo(start: SegmentStart): void {
    if (start.afterMs <= this.start.afterMs) return;
    this.start = start;
    this.samples = noSamples;
    this.lead = 0;
  }

  private async next(range: TimeRange): Promise<CutWindow> {
    if (this.samples.columns.length === 0) await this.read();
    for (;;) {
      const window = await this.findWindow(range);
      if (window) return window;
      await this.read();
    }
  }

  /** Reads as much again as is held, so that a long trip is not walked over once a page. */
  private async read(): Promise<void> {
    const { tx, vehicleId, pageRows } = this.input;
    const held = this.samples.columns.atMs.at(-1);
    const afterMs = held ?? this.start.afterMs - cleaningReachMs - 1;
    const { complete, ...page } = await readSamples(tx, vehicleId, afterMs, Math.max(pageRows, this.samples.columns.length));
    this.samplesRead += page.columns.length;
    this.samples = held === undefined ? page : concatSamples(this.samples, page);
    this.complete = complete;
    this.lead = indexAfter(this.samples, this.start.afterMs);
  }

  /** The next window of what is held; undefined when more has to be read for one. */
  private async findWindow(range: TimeRange): Promise<CutWindow | undefined> {
    const speed = cleanSpeed(this.samples.columns);
    const silentFrom = this.findLongSilence(range.toMs);
    if (silentFrom !== undefined) return this.cutAll(speed, silentFrom, "silence");
    const { length, atMs } = this.samples.columns;
    if (this.complete) return this.cutAll(speed, length, "nothing");
    // Up to here no later sample changes the cleaned speed.
    const to = indexAfter(this.samples, (atMs[length - 1] as number) - cleaningReachMs);
    if (to <= this.lead) return undefined;
    const { spans, resume } = this.segment(speed, to, "more");
    const unchanged = await this.findUnchanged(spans, range);
    if (unchanged) {
      const ignitionOff = unchanged.endReason === "ignition_off";
      const afterMs = atMs[unchanged.last] as number;
      const upTo = spans.slice(0, spans.indexOf(unchanged) + 1);
      return this.end({ speed, spans: upTo }, { afterMs, ignitionOff }, afterMs - cleaningReachMs);
    }
    if (resume.index <= this.lead) return undefined;
    // Between two trips, but these or the next may still differ from what is known: the change is not dealt with yet.
    return this.end({ speed, spans }, resume.start, Math.min(resume.start.afterMs - cleaningReachMs, range.toMs - 1));
  }

  private cutAll(speed: CleanSpeed, to: number, followedBy: "silence" | "nothing"): Promise<CutWindow> {
    const { spans } = this.segment(speed, to, followedBy);
    const afterMs = followedBy === "silence" ? (this.samples.columns.atMs[to - 1] as number) : Number.POSITIVE_INFINITY;
    // A silence that was there before the change lets nothing through.
    return this.end({ speed, spans }, { afterMs, ignitionOff: false }, afterMs);
  }

  /** Ends a window and takes up after it. */
  private async end({ speed, spans }: { speed: CleanSpeed; spans: TripSpan[] }, start: SegmentStart, doneMs: number): Promise<CutWindow> {
    const known = await this.listKnown(start.afterMs);
    const { samples } = this;
    this.start = start;
    this.doneMs = doneMs;
    this.samples = sliceSamples(samples, indexAfter(samples, start.afterMs - cleaningReachMs), samples.columns.length);
    this.lead = indexAfter(this.samples, start.afterMs);
    return { samples, speed, spans, known, untilMs: start.afterMs, doneMs };
  }

  /** The first trip after the change that is exactly as known and that no other change reaches: from its end on nothing differs. */
  private async findUnchanged(spans: readonly TripSpan[], range: TimeRange): Promise<TripSpan | undefined> {
    const stretchOf = (span: TripSpan) => toStretch(this.samples, span);
    const later = spans.filter((span) => stretchOf(span).startedAtMs > range.toMs + cleaningReachMs);
    if (later.length === 0) return undefined;
    const known = await this.listKnown(Number.POSITIVE_INFINITY);
    return later.find((span) => !isReached(this.input.ranges, stretchOf(span)) && isKnown(known, stretchOf(span), span.endReason));
  }

  private listKnown(untilMs: number): Promise<KnownTrip[]> {
    return listKnownTrips(this.input.tx, this.input.vehicleId, this.start.afterMs + 1, untilMs);
  }

  private segment(speed: CleanSpeed, to: number, followedBy: SegmentInput["followedBy"]): Segments {
    const rules = { engineStopsWhileDriving: engineStopsWhileDriving(this.input.vehicle) };
    return segmentTrips({ columns: this.samples.columns, speed, rules, start: this.start, first: this.lead, to, followedBy });
  }

  /** Index of the first sample after a long silence that begins after the change. */
  private findLongSilence(changedToMs: number): number | undefined {
    const { atMs, length } = this.samples.columns;
    for (let i = this.lead + 1; i < length; i++) {
      const before = atMs[i - 1] as number;
      if (before >= changedToMs && (atMs[i] as number) - before > longSilenceMs) return i;
    }
    return undefined;
  }
}

/** When a trip of a window starts and ends. */
export function toStretch({ columns: { atMs } }: VehicleSamples, { first, last }: TripSpan): Stretch {
  return { startedAtMs: atMs[first] as number, endedAtMs: atMs[last] as number };
}

/** True when a trip was known just so before. */
export function isKnown(known: readonly KnownTrip[], { startedAtMs, endedAtMs }: Stretch, endReason: TripEndReason): boolean {
  return known.some((trip) => trip.startedAtMs === startedAtMs && trip.endedAtMs === endedAtMs && trip.endReason === endReason);
}

/** Index of the first sample after a moment; the length where there is none. */
function indexAfter({ columns: { atMs, length } }: VehicleSamples, moment: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((atMs[middle] as number) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
