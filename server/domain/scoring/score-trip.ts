import type { Position } from "../trips/trip.ts";

/** The parts of a report card, 0 to 20 points each. */
export const scoreParts = ["hbr", "hac", "spd", "idl", "clt", "mil"] as const;
export type ScorePart = (typeof scoreParts)[number];

export const receiptRules = [
  "brake",
  "accel",
  "brake_smoothness",
  "accel_smoothness",
  "speeding",
  "idling",
  "clutch_slip",
  "fuel_use",
] as const;
export type ReceiptRule = (typeof receiptRules)[number];

/** Points lost, with the rule, the second and the place that lost them. The receipts of a part sum to 20 minus its points. */
export interface Receipt {
  part: ScorePart;
  rule: ReceiptRule;
  /** Points lost, positive. */
  points: number;
  /** The second: of the peak for a manoeuvre, of the start for a stretch. */
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
  speedingMode: "thresholds" | "limits";
  receipts: Receipt[];
}
