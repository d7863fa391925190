/** A driver's score: the evidence of the window's trips summed up, not an average of their scores. */
import { hardTier, scoring } from "./constants.ts";
import { type ManoeuvreEvidence, speedingDurationS, type TripEvidence } from "./evidence.ts";
import { idlingPoints, manoeuvrePoints, rms, type Side, smoothnessPoints, speedingPoints, totalScore } from "./parts.ts";
import { type ReceiptRule, type ScorePart, scoreParts } from "./score-trip.ts";

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
  /** What the parts lost, by rule: the losses of a part sum to 20 minus its points. Rules that took nothing are left out. */
  losses: DriverLoss[];
  /** Braking and acceleration events of the score, and how many of them were hard or very hard. */
  brakes: CountedManoeuvres;
  accels: CountedManoeuvres;
  /** Seconds of the score's speeding and idling. */
  speedingS: number;
  idlingS: number;
  nightS: number;
  fuelL: number | null;
}

/** Points of a part (of 20) that one rule took. */
export interface DriverLoss {
  part: ScorePart;
  rule: ReceiptRule;
  points: number;
}

export interface CountedManoeuvres {
  all: number;
  hard: number;
}

/** A scored trip of the window. `clt` and `mil` are its own points: what they compare with is the trip's vehicle. */
export interface DriverTrip {
  distanceM: number;
  durationS: number;
  movingS: number;
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
    losses: listLosses(parts, { brake, accel }),
    brakes: countManoeuvres(trips, "brake"),
    accels: countManoeuvres(trips, "accel"),
    speedingS: sum(trips, ({ evidence }) => sum(evidence.speeding, speedingDurationS)),
    idlingS: sum(trips, ({ evidence }) => sum(evidence.idling, (run) => run.durationS)),
    nightS: sum(trips, (trip) => trip.evidence.nightS),
    fuelL: trips.some((trip) => trip.fuelL !== null) ? sum(trips, (trip) => trip.fuelL ?? 0) : null,
  };
}

const sideRules = [
  { part: "hbr", side: "brake", smoothness: "brake_smoothness" },
  { part: "hac", side: "accel", smoothness: "accel_smoothness" },
] as const;

const wholeRules = { spd: "speeding", idl: "idling", clt: "clutch_slip", mil: "fuel_use" } as const;

/** What each rule took. The event half also loses by the fleet's rate, until the kilometres say otherwise. */
function listLosses(parts: DriverCard["parts"], sides: Readonly<Record<Side, PooledSide | null>>): DriverLoss[] {
  const half = scoring.partPoints / 2;
  const ofSides = sideRules.flatMap(({ part, side, smoothness }): DriverLoss[] => {
    const pooled = sides[side];
    if (!pooled) return [];
    return [
      { part, rule: side, points: half - manoeuvrePoints(side, pooled.mean) },
      { part, rule: smoothness, points: half - smoothnessPoints(pooled.rmsKmhS) },
    ];
  });
  const ofWholes = (["spd", "idl", "clt", "mil"] as const).flatMap((part): DriverLoss[] => {
    const points = parts[part];
    return points === null ? [] : [{ part, rule: wholeRules[part], points: scoring.partPoints - points }];
  });
  return [...ofSides, ...ofWholes].filter(({ points }) => points > 0).sort((a, b) => b.points - a.points);
}

function countManoeuvres(trips: readonly DriverTrip[], side: Side): CountedManoeuvres {
  const tiers = trips.flatMap(({ evidence }) => evidence[side]?.manoeuvres.map(({ tier }) => tier) ?? []);
  return { all: tiers.length, hard: tiers.filter((tier) => tier >= hardTier).length };
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
