/** A driver's score: the evidence of the window's trips summed up, not an average of their scores. */
import { scoring } from "./constants.ts";
import type { ManoeuvreEvidence, TripEvidence } from "./evidence.ts";
import { idlingPoints, manoeuvrePoints, rms, type Side, smoothnessPoints, speedingPoints, totalScore } from "./parts.ts";
import { type ScorePart, scoreParts } from "./score-trip.ts";

/** A driver's score over a window. */
export interface DriverCard {
  modelVersion: number;
  /** 0-100, null without a scored trip. */
  score: number | null;
  /** The 80 % interval around the score. */
  interval: [low: number, high: number] | null;
  /** True until the window holds 160 km. */
  provisional: boolean;
  parts: Record<ScorePart, number | null>;
  trips: number;
  distanceM: number;
  durationS: number;
  movingS: number;
  hardBrakes: number;
  hardAccels: number;
  /** Seconds above the lowest threshold. */
  speedingS: number;
  idlingS: number;
  nightS: number;
  fuelL: number | null;
}

/** A scored trip of the window. `clt` and `mil` are its own points: what they compare with is the trip's vehicle. */
export interface DriverTrip {
  distanceM: number;
  durationS: number;
  movingS: number;
  idlingS: number;
  over70MphS: number;
  hardBrakes: number;
  hardAccels: number;
  fuelL: number | null;
  clt: number | null;
  mil: number | null;
  evidence: TripEvidence;
}

/** The fleet's median rates that a driver is presumed to have until the kilometres say otherwise, weighted events per 100 km. */
export interface DriverPriors {
  brakePer100Km: number;
  accelPer100Km: number;
}

export const defaultPriors: DriverPriors = {
  brakePer100Km: scoring.driver.priorBrakePer100Km,
  accelPer100Km: scoring.driver.priorAccelPer100Km,
};

/** Standard normal quantile that leaves (1 - 0.8) / 2 outside. */
const intervalZ = 1.281_551_6;

/** Scores a driver over the given trips. */
export function scoreDriver(trips: readonly DriverTrip[], priors: DriverPriors): DriverCard {
  const brake = poolSide(trips, "brake", priors.brakePer100Km);
  const accel = poolSide(trips, "accel", priors.accelPer100Km);
  const others = pooledOthers(trips);
  const partsAt = (quantile: "mean" | "low" | "high"): Record<ScorePart, number | null> =>
    trips.length === 0 ? noParts() : { hbr: sidePoints("brake", brake, quantile), hac: sidePoints("accel", accel, quantile), ...others };
  const parts = partsAt("mean");
  const low = totalScore(partsAt("high"));
  const high = totalScore(partsAt("low"));
  const distanceM = sum(trips, (trip) => trip.distanceM);
  return {
    modelVersion: scoring.version,
    score: totalScore(parts),
    interval: low === null || high === null ? null : [low, high],
    provisional: distanceM < scoring.driver.provisionalKm * 1000,
    parts,
    trips: trips.length,
    distanceM,
    durationS: sum(trips, (trip) => trip.durationS),
    movingS: sum(trips, (trip) => trip.movingS),
    hardBrakes: sum(trips, (trip) => trip.hardBrakes),
    hardAccels: sum(trips, (trip) => trip.hardAccels),
    speedingS: sum(trips, (trip) => trip.over70MphS),
    idlingS: sum(trips, (trip) => trip.idlingS),
    nightS: sum(trips, (trip) => trip.evidence.nightS),
    fuelL: trips.some((trip) => trip.fuelL !== null) ? sum(trips, (trip) => trip.fuelL ?? 0) : null,
  };
}

function noParts(): Record<ScorePart, null> {
  return Object.fromEntries(scoreParts.map((part) => [part, null])) as Record<ScorePart, null>;
}

/** Weighted events per 100 km: the shrunken mean with the ends of its interval, and the smoothness of all trips. */
interface PooledSide {
  mean: number;
  low: number;
  high: number;
  rmsKmhS: number;
}

function poolSide(trips: readonly DriverTrip[], side: Side, priorPer100Km: number): PooledSide | null {
  const measured: { evidence: ManoeuvreEvidence; distanceM: number }[] = [];
  for (const { evidence, distanceM } of trips) {
    const found = evidence[side];
    if (found) measured.push({ evidence: found, distanceM });
  }
  if (measured.length === 0) return null;
  const priorE = scoring.driver.priorKm / 100;
  const weights = measured.flatMap(({ evidence }) => evidence.manoeuvres.map((manoeuvre) => manoeuvre.weight));
  const weight = sum(weights, (one) => one) + priorE * priorPer100Km;
  const mean = weight / (sum(measured, ({ distanceM }) => distanceM) / 100_000 + priorE);
  // A weighted sum of events spreads like as many events of one weight as have the same relative variance.
  const events = weight ** 2 / (sum(weights, (one) => one ** 2) + priorE * priorPer100Km);
  return {
    mean,
    low: (gammaQuantile(events, -intervalZ) / events) * mean,
    high: (gammaQuantile(events, intervalZ) / events) * mean,
    rmsKmhS: rms(
      sum(measured, ({ evidence }) => evidence.sumSquares),
      sum(measured, ({ evidence }) => evidence.seconds),
    ),
  };
}

/** Quantile of a gamma distribution of the given shape and scale 1 (Wilson and Hilferty's approximation). */
function gammaQuantile(shape: number, z: number): number {
  return shape * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
}

function sidePoints(side: Side, pooled: PooledSide | null, quantile: "mean" | "low" | "high"): number | null {
  return pooled && manoeuvrePoints(side, pooled[quantile]) + smoothnessPoints(pooled.rmsKmhS);
}

function pooledOthers(trips: readonly DriverTrip[]): Record<"spd" | "idl" | "clt" | "mil", number | null> {
  const movingS = sum(trips, (trip) => trip.movingS);
  const severityS = sum(trips, (trip) => sum(trip.evidence.speeding, (episode) => episode.severityS));
  const idleS = sum(trips, (trip) => sum(trip.evidence.idling, (run) => run.durationS));
  return {
    spd: movingS > 0 ? speedingPoints(severityS / movingS) : null,
    idl: idlingPoints(
      idleS /
        Math.max(
          1,
          sum(trips, (trip) => trip.durationS),
        ),
    ),
    clt: weightedMean(trips, (trip) => trip.clt),
    mil: weightedMean(trips, (trip) => trip.mil),
  };
}

/** Mean of a part over the trips that have it, weighted by distance. */
function weightedMean(trips: readonly DriverTrip[], pick: (trip: DriverTrip) => number | null): number | null {
  const known = trips.filter((trip) => pick(trip) !== null);
  const distanceM = sum(known, (trip) => trip.distanceM);
  return distanceM > 0 ? sum(known, (trip) => (pick(trip) ?? 0) * trip.distanceM) / distanceM : null;
}

function sum<T>(items: readonly T[], pick: (item: T) => number): number {
  return items.reduce((total, item) => total + pick(item), 0);
}
