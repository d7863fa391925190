/** The report card of a trip: points by part, and a receipt for every point lost. */
import type { Position, QualityGrade } from "#server/domain/trips/trip.ts";
import { scoring } from "./constants.ts";
import { type ManoeuvreEvidence, speedingDurationS, type TripEvidence } from "./evidence.ts";
import { isInGear, type RatioBin } from "./gears.ts";
import {
  clutchPoints,
  idlingPoints,
  manoeuvrePoints,
  mileagePoints,
  rms,
  type Side,
  smoothnessPoints,
  speedingPoints,
  totalScore,
} from "./parts.ts";

/** The parts of a report card, 0 to 20 points each. */
export const scoreParts = ["hbr", "hac", "spd", "idl", "clt", "mil"] as const;
export type ScorePart = (typeof scoreParts)[number];

export type ReceiptRule = "brake" | "accel" | "brake_smoothness" | "accel_smoothness" | "speeding" | "idling" | "clutch_slip" | "fuel_use";

/** Points lost, with the rule, the second and the place that lost them. The receipts of a part sum to 20 minus its points. */
export interface Receipt {
  part: ScorePart;
  rule: ReceiptRule;
  /** Points lost, positive. */
  points: number;
  /** The second: of the peak for manoeuvres and smoothness, of the start for a stretch. */
  atMs: number;
  /** How long it went on, s; 0 for a moment. */
  durationS: number;
  position: Position | null;
  /** What was measured: km/h/s for manoeuvres and smoothness, km/h for speeding, s for idling and slip, ratio for fuel use. */
  measured: number;
  /** 1-3 for manoeuvres, else 0. */
  tier: number;
}

export type NoScoreReason = "too_short" | "too_brief" | "poor_recording";

export interface ReportCard {
  modelVersion: number;
  /** 0-100, or null with a reason. */
  driveScore: number | null;
  noScoreReason: NoScoreReason | null;
  /** Null: could not be measured. */
  parts: Record<ScorePart, number | null>;
  /** Whether speeding was held against fixed thresholds or against known limits. */
  speedingMode: "thresholds" | "limits";
  receipts: Receipt[];
}

/** A trip as scoring sees it. */
export interface ScoredTrip {
  startedAtMs: number;
  start: Position | null;
  distanceM: number;
  durationS: number;
  movingS: number;
  quality: QualityGrade;
  evidence: TripEvidence;
}

/** What the vehicle's other trips say. */
export interface VehicleHistory {
  /** Learned ratios of rpm to speed, or null while unknown or not a manual car. */
  gears: readonly number[] | null;
  /** This trip's fuel or energy per km over the vehicle's trailing median at similar speed, or null while unknown. */
  mileageRatio: number | null;
}

interface ScoredPart {
  points: number | null;
  receipts: Receipt[];
}

const unmeasured: ScoredPart = { points: null, receipts: [] };

/** Scores one trip. Pure: the same trip and history give the same card. */
export function scoreTrip(trip: ScoredTrip, history: VehicleHistory): ReportCard {
  const noScoreReason = whyNoScore(trip);
  const scored = noScoreReason ? null : scoreAllParts(trip, history);
  const parts = Object.fromEntries(scoreParts.map((part) => [part, scored?.[part].points ?? null])) as Record<ScorePart, number | null>;
  const receipts = scoreParts.flatMap((part) => scored?.[part].receipts ?? []);
  return {
    modelVersion: scoring.version,
    driveScore: totalScore(parts),
    noScoreReason,
    parts,
    speedingMode: "thresholds",
    receipts: receipts.sort((a, b) => b.points - a.points || a.atMs - b.atMs),
  };
}

function whyNoScore(trip: ScoredTrip): NoScoreReason | null {
  if (trip.distanceM < scoring.minDistanceM) return "too_short";
  if (trip.durationS < scoring.minDurationS) return "too_brief";
  return trip.quality === "D" ? "poor_recording" : null;
}

function scoreAllParts(trip: ScoredTrip, history: VehicleHistory): Record<ScorePart, ScoredPart> {
  return {
    hbr: scoreManoeuvres("brake", trip.evidence.brake, trip.distanceM),
    hac: scoreManoeuvres("accel", trip.evidence.accel, trip.distanceM),
    spd: scoreSpeeding(trip),
    idl: scoreIdling(trip),
    clt: scoreClutch(trip, history.gears),
    mil: scoreMileage(trip, history.mileageRatio),
  };
}

const partOfSide = { brake: "hbr", accel: "hac" } as const;

function scoreManoeuvres(side: Side, evidence: ManoeuvreEvidence | null, distanceM: number): ScoredPart {
  if (!evidence) return unmeasured;
  const part = partOfSide[side];
  const exposure = Math.max(distanceM / 1000, scoring.minExposureKm) / 100;
  const weight = evidence.manoeuvres.reduce((sum, manoeuvre) => sum + manoeuvre.weight, 0);
  const eventPoints = manoeuvrePoints(side, weight / exposure);
  const smoothPoints = smoothnessPoints(rms(evidence.sumSquares, evidence.seconds));
  const half = scoring.partPoints / 2;
  const events = evidence.manoeuvres.map(({ atMs, position, peakKmhS, tier, weight: share }) => ({
    share,
    receipt: { part, rule: side, atMs, durationS: 0, position, measured: peakKmhS, tier },
  }));
  const stretches = evidence.stretches.map((stretch) => ({
    share: stretch.sumSquares,
    receipt: {
      part,
      rule: `${side}_smoothness` as const,
      atMs: stretch.sharpestAtMs,
      durationS: (stretch.toMs - stretch.fromMs) / 1000,
      position: stretch.position,
      measured: stretch.sharpestKmhS,
      tier: 0,
    },
  }));
  return {
    points: eventPoints + smoothPoints,
    receipts: [...shareOut(half - eventPoints, events), ...shareOut(half - smoothPoints, stretches)],
  };
}

function scoreSpeeding({ movingS, evidence }: ScoredTrip): ScoredPart {
  if (movingS === 0) return unmeasured;
  const severityS = evidence.speeding.reduce((sum, episode) => sum + episode.severityS, 0);
  const points = speedingPoints(severityS / movingS);
  const shares = evidence.speeding.map((episode) => ({
    share: episode.severityS,
    receipt: {
      part: "spd" as const,
      rule: "speeding" as const,
      atMs: episode.atMs,
      durationS: speedingDurationS(episode),
      position: episode.position,
      measured: episode.peakKmh,
      tier: 0,
    },
  }));
  return { points, receipts: shareOut(scoring.partPoints - points, shares) };
}

function scoreIdling({ durationS, evidence }: ScoredTrip): ScoredPart {
  const idleS = evidence.idling.reduce((sum, run) => sum + run.durationS, 0);
  const points = idlingPoints(idleS / durationS);
  const shares = evidence.idling.map(({ atMs, durationS: runS, position }) => ({
    share: runS,
    receipt: { part: "idl" as const, rule: "idling" as const, atMs, durationS: runS, position, measured: runS, tier: 0 },
  }));
  return { points, receipts: shareOut(scoring.partPoints - points, shares) };
}

/** Loaded driving of a trip in none of the car's gears. */
export function slippingRatios(ratios: readonly RatioBin[], gears: readonly number[]): RatioBin[] {
  return ratios.filter(({ bin }) => !isInGear(bin, gears));
}

function scoreClutch({ movingS, evidence }: ScoredTrip, gears: readonly number[] | null): ScoredPart {
  if (!evidence.ratios || !gears || movingS === 0) return unmeasured;
  const slips = slippingRatios(evidence.ratios, gears);
  const slipS = slips.reduce((sum, { seconds }) => sum + seconds, 0);
  const points = clutchPoints(slipS / movingS);
  const shares = joinSlips(slips).map(({ seconds, ...place }) => ({
    share: seconds,
    receipt: { part: "clt" as const, rule: "clutch_slip" as const, ...place, measured: seconds, tier: 0 },
  }));
  return { points, receipts: shareOut(scoring.partPoints - points, shares) };
}

interface Slip {
  atMs: number;
  durationS: number;
  position: Position | null;
  /** All slip that the place stands for. */
  seconds: number;
}

/** A clutch that catches passes through many ratios within seconds: places this near each other are one slip. */
function joinSlips(slips: readonly RatioBin[]): Slip[] {
  const joined: Slip[] = [];
  for (const { longest, seconds } of slips.toSorted((a, b) => a.longest.atMs - b.longest.atMs)) {
    const last = joined.at(-1);
    if (!last || longest.atMs > last.atMs + (last.durationS + scoring.mergeS) * 1000) joined.push({ ...longest, seconds });
    else {
      last.durationS = Math.max(last.durationS, (longest.atMs - last.atMs) / 1000 + longest.durationS);
      last.seconds += seconds;
    }
  }
  return joined;
}

function scoreMileage(trip: ScoredTrip, ratio: number | null): ScoredPart {
  if (ratio === null) return unmeasured;
  const points = mileagePoints(ratio);
  const { startedAtMs: atMs, durationS, start: position } = trip;
  const receipt = { part: "mil" as const, rule: "fuel_use" as const, atMs, durationS, position, measured: ratio, tier: 0 };
  return { points, receipts: shareOut(scoring.partPoints - points, [{ share: 1, receipt }]) };
}

/** Divides a loss among what caused it, in proportion. Causes without a share and losses of nothing leave no receipt. */
function shareOut(loss: number, causes: readonly { share: number; receipt: Omit<Receipt, "points"> }[]): Receipt[] {
  const total = causes.reduce((sum, cause) => sum + cause.share, 0);
  if (loss <= 0 || total <= 0) return [];
  return causes.filter(({ share }) => share > 0).map(({ share, receipt }) => ({ ...receipt, points: (loss * share) / total }));
}
