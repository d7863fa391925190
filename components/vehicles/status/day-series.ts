/** A car's driving by day, for charts. Pure. */
import type { VehicleData } from "./vehicle-data.ts";

type Day = VehicleData["days"][number];

const msPerDay = 86_400_000;

/** Every day of the window up to today, those without a trip as zero. */
export function fillDays(days: readonly Day[], windowDays: number, today: string): Day[] {
  const known = new Map(days.map((day) => [day.day, day]));
  const lastMs = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: windowDays }, (_, index) => {
    const day = new Date(lastMs - (windowDays - 1 - index) * msPerDay).toISOString().slice(0, 10);
    return known.get(day) ?? { day, trips: 0, distanceM: 0, score: null };
  });
}

/** The mean score over all days, weighted by distance; null without a scored day. */
export function meanScore(days: readonly Day[]): number | null {
  const scored = days.filter(({ score }) => score !== null);
  const distanceM = scored.reduce((sum, day) => sum + day.distanceM, 0);
  return distanceM > 0 ? scored.reduce((sum, day) => sum + (day.score ?? 0) * day.distanceM, 0) / distanceM : null;
}
