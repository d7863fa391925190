/** Everything that is said of one trip, worked out from its samples alone. */
import { boundEvents, boundEvidence } from "#server/domain/driving-events/bound.ts";
import { pairSpeedChanges, type SpeedChanges } from "#server/domain/driving-events/changes.ts";
import { countHardEvents, countSeconds } from "#server/domain/driving-events/counters.ts";
import { listTripEvents } from "#server/domain/driving-events/list.ts";
import { findManoeuvres, type Locate } from "#server/domain/driving-events/manoeuvres.ts";
import { findIdling, findSpeedingEpisodes } from "#server/domain/driving-events/stretches.ts";
import { scoring } from "#server/domain/scoring/constants.ts";
import type { TripEvidence } from "#server/domain/scoring/evidence.ts";
import { collectRatios } from "#server/domain/scoring/gears.ts";
import type { CleanSpeed } from "#server/domain/telemetry/clean.ts";
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import type { VehicleTraits } from "#server/domain/vehicles/traits.ts";
import { measureDistance, toFixPath } from "./distance.ts";
import { measureEnergy, type TripEnergy } from "./energy.ts";
import { gradeRecording } from "./quality.ts";
import type { TripSpan } from "./segment.ts";
import { pickSpeedSeries, type SpeedGrid, type SpeedSeries, toSpeedGrid } from "./speed-series.ts";
import { drawnSpeed, locateSamples, toPolyline, toTrack } from "./track.ts";
import type { DistanceSource, Position, QualityGrade, TripEndReason, TripEvent, TripTrack } from "./trip.ts";

/** Driving from here on is on a highway, km/h (45 mph). */
const highwayFromKmh = 72.42;
/** Night as the score shows it: from 23 to 4 o'clock, local time. */
const nightHours = { from: 23, to: 4 };
/** Brakes and accelerations are known only where pairs of samples cover this share of the recorded time. */
const pairedShare = 0.5;
/** The reported rpm stands for this long, ms. */
const rpmValidMs = 10_000;

export interface TripFigures extends TripEnergy {
  startedAtMs: number;
  endedAtMs: number;
  endReason: TripEndReason;
  start: Position | null;
  end: Position | null;
  distanceM: number;
  gpsDistanceM: number | null;
  distanceSource: DistanceSource;
  durationS: number;
  movingS: number;
  idlingS: number;
  over70MphS: number;
  over75MphS: number;
  over80MphS: number;
  meanMovingKmh: number | null;
  maxSpeedKmh: number | null;
  hardBrakes: number;
  hardAccels: number;
  cityFraction: number | null;
  highwayFraction: number | null;
  nightFraction: number | null;
  odometerStartKm: number | null;
  odometerEndKm: number | null;
  quality: QualityGrade;
  sampleCount: number;
  polyline: string | null;
  evidence: TripEvidence;
  /** The strongest of each kind. */
  events: TripEvent[];
  /** How many events there were besides. */
  omittedEvents: number;
  track: TripTrack;
}

/** What a trip's samples do not say themselves. */
export interface TripContext {
  traits: VehicleTraits;
  /** How far the local clock at the trip's start is ahead of UTC, ms. */
  utcOffsetMs: number;
}

/** Works out the figures of one trip. The result depends on the samples of the span and the context, on nothing else. */
export function summarizeTrip(columns: SampleColumns, speed: CleanSpeed, span: TripSpan, context: TripContext): TripFigures {
  const series = pickSpeedSeries(columns, speed, span);
  const grid = toSpeedGrid(series);
  const fixes = toFixPath(columns, span);
  const { alongM, ...distance } = measureDistance(columns, span, series, fixes);
  const locate = locateSamples(columns, span, fixes);
  const changes = pairSpeedChanges(series);
  const engineOff = knowEngineOff(columns, span, context.traits);
  const hard = countHardEvents(series, changes);
  const night = measureNight(grid, context.utcOffsetMs);
  const evidence = collectEvidence({ columns, series, grid, changes, locate, engineOff, traits: context.traits, nightS: night.movingS });
  const durationS = ((columns.atMs[span.last] as number) - (columns.atMs[span.first] as number)) / 1000;
  return {
    startedAtMs: columns.atMs[span.first] as number,
    endedAtMs: columns.atMs[span.last] as number,
    endReason: span.endReason,
    start: positionAt(columns, fixes.index[0]),
    end: positionAt(columns, fixes.index.at(-1)),
    ...distance,
    durationS,
    ...countTrip(grid, series, engineOff, distance.distanceM),
    hardBrakes: hard.filter((event) => event.kind === "hard_brake").length,
    hardAccels: hard.filter((event) => event.kind === "hard_accel").length,
    ...measureEnergy(columns, span, context.traits),
    nightFraction: night.distanceShare,
    ...odometerEnds(columns.odometerKm, span),
    quality: gradeRecording(series, changes, fixes.jumps, durationS),
    sampleCount: span.last - span.first + 1,
    polyline: toPolyline(columns, fixes),
    evidence: boundEvidence(evidence),
    ...boundEvents(listTripEvents({ columns, span, grid, hard, evidence, alongM, locate })),
    track: toTrack(columns, span, drawnSpeed(columns, span, series), alongM, locate),
  };
}

type SecondFigures = Pick<
  TripFigures,
  "movingS" | "idlingS" | "over70MphS" | "over75MphS" | "over80MphS" | "meanMovingKmh" | "maxSpeedKmh" | "cityFraction" | "highwayFraction"
>;

function countTrip(grid: SpeedGrid, series: SpeedSeries, engineOff: (index: number) => boolean, distanceM: number): SecondFigures {
  const { movingS, idlingS, overLimitS } = countSeconds(grid, engineOff);
  const highwayFraction = movingS > 0 ? countFrom(grid, highwayFromKmh) / movingS : null;
  return {
    movingS,
    idlingS,
    over70MphS: overLimitS[0],
    over75MphS: overLimitS[1],
    over80MphS: overLimitS[2],
    meanMovingKmh: movingS > 0 ? (distanceM / movingS) * 3.6 : null,
    maxSpeedKmh: series.kmh.length > 0 ? maxOf(series.kmh) : null,
    cityFraction: highwayFraction === null ? null : 1 - highwayFraction,
    highwayFraction,
  };
}

interface EvidenceInput {
  columns: SampleColumns;
  series: SpeedSeries;
  grid: SpeedGrid;
  changes: SpeedChanges;
  locate: Locate;
  engineOff: (index: number) => boolean;
  traits: VehicleTraits;
  nightS: number;
}

function collectEvidence(input: EvidenceInput): TripEvidence {
  const { columns, series, grid, changes, locate, engineOff, traits } = input;
  const manoeuvres = { series, changes, locate, classFactor: scoring.classFactor[traits.vehicleClass] };
  const measurable = changes.coveredS > 0 && changes.coveredS >= grid.length * pairedShare;
  return {
    brake: measurable ? findManoeuvres(manoeuvres, "brake") : null,
    accel: measurable ? findManoeuvres(manoeuvres, "accel") : null,
    speeding: findSpeedingEpisodes(grid, locate),
    idling: findIdling(grid, engineOff, locate),
    ratios: traits.transmission === "manual" && traits.fuelType !== "electric" ? collectRatios(columns, series, locate) : null,
    nightS: input.nightS,
  };
}

/** Tells by sample whether the engine is known to stand: by rpm 0 reported a moment ago, or because there is none. */
function knowEngineOff({ atMs, rpm }: SampleColumns, span: TripSpan, traits: VehicleTraits): (index: number) => boolean {
  if (traits.fuelType === "electric") return () => true;
  let reported = false;
  for (let i = span.first; i <= span.last && !reported; i++) reported = !Number.isNaN(rpm[i] as number);
  if (!reported) return () => false;
  return (index) => {
    const untilMs = (atMs[index] as number) - rpmValidMs;
    let i = index;
    while (i > span.first && Number.isNaN(rpm[i] as number) && (atMs[i - 1] as number) >= untilMs) i--;
    return rpm[i] === 0;
  };
}

function measureNight(grid: SpeedGrid, utcOffsetMs: number): { movingS: number; distanceShare: number | null } {
  let movingS = 0;
  let nightKm = 0;
  let km = 0;
  for (let i = 0; i < grid.length; i++) {
    const kmh = grid.kmh[i] as number;
    if (kmh === 0) continue;
    km += kmh / 3600;
    const hour = Math.floor(((grid.atS[i] as number) + utcOffsetMs / 1000) / 3600) % 24;
    if (hour < nightHours.from && hour >= nightHours.to) continue;
    movingS++;
    nightKm += kmh / 3600;
  }
  return { movingS, distanceShare: km > 0 ? nightKm / km : null };
}

function countFrom(grid: SpeedGrid, fromKmh: number): number {
  let seconds = 0;
  for (let i = 0; i < grid.length; i++) if ((grid.kmh[i] as number) >= fromKmh) seconds++;
  return seconds;
}

function maxOf(values: Float64Array): number {
  let max = 0;
  for (let i = 0; i < values.length; i++) if ((values[i] as number) > max) max = values[i] as number;
  return max;
}

function positionAt({ lat, lon }: SampleColumns, index: number | undefined): Position | null {
  return index === undefined ? null : { lat: lat[index] as number, lon: lon[index] as number };
}

function odometerEnds(odometerKm: Float64Array, span: TripSpan): Pick<TripFigures, "odometerStartKm" | "odometerEndKm"> {
  let first = span.first;
  while (first <= span.last && Number.isNaN(odometerKm[first] as number)) first++;
  if (first > span.last) return { odometerStartKm: null, odometerEndKm: null };
  let last = span.last;
  while (Number.isNaN(odometerKm[last] as number)) last--;
  return { odometerStartKm: odometerKm[first] as number, odometerEndKm: odometerKm[last] as number };
}
