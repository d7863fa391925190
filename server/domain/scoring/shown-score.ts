/**
 * What screens show of a score. Stored points are exact: up to 20 for each part, which no one can add up to a score of 100 in the
 * head. Shown figures are points of that hundred, rounded so that they add up: the parts to the score, what the parts lost to
 * what is missing from 100, and the receipts of a part to what it lost.
 */
import { scoring } from "./constants.ts";
import { type ScorePart, scoreParts } from "./score-trip.ts";

/** A part of a score in points of the hundred, with one decimal. */
export interface ShownPart {
  part: ScorePart;
  /** What it gives to the score. */
  kept: number;
  /** What it takes from 100. */
  lost: number;
  /** Share of its own points that it kept, 0-1, exact. */
  share: number;
}

/** A loss with the points of the hundred to show for it, with two decimals. */
export type ShownLoss<Loss> = Omit<Loss, "points"> & { points: number };

export interface ShownScore<Loss> {
  /** 0-100 with one decimal: the sum of what the parts kept. */
  score: number;
  /** 100 minus the score: the sum of what the parts lost, and of the losses. */
  lost: number;
  /** The parts that were measured. */
  parts: ShownPart[];
  /** In the order given. */
  losses: ShownLoss<Loss>[];
}

const perPoint = 10;
const perReceipt = 100;

/** A score of 0 to 100 as it is shown, with one decimal. */
export function toShownTotal(score: number): number {
  return Math.round(score * perPoint) / perPoint;
}

/**
 * The figures to show for a card: its parts (points of 20, null where not measured) and its losses (points of 20, those of a part
 * in any proportion to what the part lost). Null where no part was measured.
 */
export function toShownScore<Loss extends { part: ScorePart; points: number }>(
  points: Readonly<Record<ScorePart, number | null>>,
  losses: readonly Loss[],
): ShownScore<Loss> | null {
  const measured = scoreParts.flatMap((part) => {
    const kept = points[part];
    return kept === null ? [] : [{ part, kept: Math.min(scoring.partPoints, Math.max(0, kept)) }];
  });
  if (measured.length === 0) return null;
  const worth = 100 / (scoring.partPoints * measured.length);
  const total = Math.round(worth * perPoint * measured.reduce((sum, { kept }) => sum + kept, 0));
  const kept = apportion(
    measured.map((part) => part.kept),
    total,
  );
  const lost = apportion(
    measured.map((part) => scoring.partPoints - part.kept),
    100 * perPoint - total,
  );
  const parts = measured.map((part, at) => ({
    part: part.part,
    kept: (kept[at] ?? 0) / perPoint,
    lost: (lost[at] ?? 0) / perPoint,
    share: part.kept / scoring.partPoints,
  }));
  return { score: total / perPoint, lost: (100 * perPoint - total) / perPoint, parts, losses: apportionLosses(parts, losses) };
}

function apportionLosses<Loss extends { part: ScorePart; points: number }>(
  parts: readonly ShownPart[],
  losses: readonly Loss[],
): ShownLoss<Loss>[] {
  const shown = new Map<Loss, number>();
  for (const { part, lost } of parts) {
    const ofPart = losses.filter((loss) => loss.part === part);
    const shares = apportion(
      ofPart.map((loss) => loss.points),
      Math.round(lost * perReceipt),
    );
    ofPart.forEach((loss, at) => {
      shown.set(loss, shares[at] ?? 0);
    });
  }
  return losses.map((loss) => ({ ...loss, points: (shown.get(loss) ?? 0) / perReceipt }));
}

/**
 * Divides a whole number in proportion to weights (0 and more) into whole numbers that add up to it: each gets its share rounded
 * down, and those with the largest remainders one more (Hamilton's method). A weight of 0 gets nothing.
 */
export function apportion(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum <= 0) return weights.map(() => 0);
  const quotas = weights.map((weight) => (total * weight) / sum);
  const shares = quotas.map(Math.floor);
  const missing = total - shares.reduce((all, share) => all + share, 0);
  const byRemainder = quotas
    .map((quota, at) => ({ at, remainder: quota - Math.floor(quota) }))
    .filter(({ at }) => (weights[at] ?? 0) > 0)
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, missing)) shares[at] = (shares[at] ?? 0) + 1;
  return shares;
}
