import { enqueueAwardBadges } from "#db/queries/queue/jobs.ts";
import { sumDriverTrips } from "#db/queries/scoring/rollups.ts";
import { type DriverScoreRow, listDriverTrips, lockDriver, replaceDriverScores, takeRollUpRange } from "#db/queries/scoring/scoring.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { scoring } from "#server/domain/scoring/constants.ts";
import { defaultPriors, scoreDriver } from "#server/domain/scoring/score-driver.ts";
import { localDay, msPerDay, toIso, weekStart } from "#server/domain/time.ts";

type DriverTripRow = Awaited<ReturnType<typeof listDriverTrips>>[number];

/**
 * Works out a driver's score at the end of each week with driving, from the week of the earliest changed trip on. A week's
 * score covers the 28 days up to its last driving day, so it depends on the trips alone, not on when it is worked out.
 */
export async function rollUpDriver(deps: CommandDeps, driverId: number): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const accountId = await lockDriver(tx, driverId);
    const from = accountId === undefined ? undefined : await takeRollUpRange(tx, driverId);
    if (accountId === undefined || !from) return;
    // A day of slack on both sides: days are local, moments are not.
    const firstWeek = weekStart(toIso(Math.max(0, from.getTime() - msPerDay)).slice(0, 10));
    const readFrom = new Date(Math.max(0, Date.parse(firstWeek) - (scoring.driver.windowDays + 1) * msPerDay));
    const trips = await listDriverTrips(tx, driverId, readFrom);
    await replaceDriverScores(tx, { driverId, accountId }, firstWeek, scoreWeeks(trips, firstWeek));
    await sumDriverTrips(tx, driverId);
    await enqueueAwardBadges(tx, driverId);
  });
}

/** One score a week from `firstWeek` (a Monday) on. Trips are in order of start. */
function scoreWeeks(rows: readonly DriverTripRow[], firstWeek: string): DriverScoreRow[] {
  const trips = rows.map((trip) => ({ ...trip, day: localDay(trip.startTimeZone, trip.startedAt.getTime()) }));
  const lastDays = new Map<string, string>();
  for (const { day } of trips) {
    const week = weekStart(day);
    if (week >= firstWeek && day > (lastDays.get(week) ?? "")) lastDays.set(week, day);
  }
  return [...lastDays.values()].map((asOf) => {
    const after = toIso(Date.parse(asOf) - scoring.driver.windowDays * msPerDay).slice(0, 10);
    const inWindow = trips.filter(({ day }) => day > after && day <= asOf);
    return { asOf, card: scoreDriver(inWindow, defaultPriors) };
  });
}
