import { listBadgeAwards, listRecentBadgeTrips } from "#db/queries/badges.ts";
import { type DriverProfile, getDriverProfile, listDriverNames, listDriverProfiles } from "#db/queries/driver-profiles.ts";
import { listRuleLosses } from "#db/queries/report-cards.ts";
import { judgeBadges } from "#server/domain/badges/earn-badges.ts";
import { scoring } from "#server/domain/scoring/constants.ts";
import { msPerDay } from "#server/domain/time.ts";
import { driverInput } from "./drivers.input.ts";
import { router, scopedProcedure } from "./init.ts";

/** Scores shown as a small line in the list, and as a chart on the profile: a quarter and a year of weeks. */
const listedScores = 13;
const chartedScores = 53;

/** Trips from which it is told how far the next badges are: the longest run asks for 500 km. */
const progressTrips = 300;

export const driversRouter = router({
  list: scopedProcedure.query(({ ctx }) => listDriverProfiles(ctx.deps.db, ctx.scope, { at: ctx.deps.now(), historyLength: listedScores })),

  /** A driver with the score over time and where the points of the newest window went. */
  get: scopedProcedure.input(driverInput).query(async ({ ctx, input: { driverId } }) => {
    const { db, now } = ctx.deps;
    const at = now();
    const profile = await getDriverProfile(db, ctx.scope, { at, driverId, historyLength: chartedScores });
    return { profile, losses: await listRuleLosses(db, ctx.scope, { driverId, ...scoredWindow(profile, at) }) };
  }),

  /** What a driver has earned, oldest first, and how far those badges are that count trips or metres in a row. */
  badges: scopedProcedure.input(driverInput).query(async ({ ctx, input: { driverId } }) => {
    const { db } = ctx.deps;
    const awards = await listBadgeAwards(db, ctx.scope, { driverId });
    const { progress } = judgeBadges(await listRecentBadgeTrips(db, ctx.scope, { driverId, limit: progressTrips }));
    return { awards, progress };
  }),

  names: scopedProcedure.query(({ ctx }) => listDriverNames(ctx.deps.db, ctx.scope)),
});

/** The days the newest score is over, a day wider at the end because local days end later than UTC's. */
function scoredWindow({ asOf }: DriverProfile, at: Date): { from: Date; to: Date } {
  const endMs = asOf === null ? at.getTime() : Date.parse(`${asOf}T00:00:00Z`) + 1.5 * msPerDay;
  return { from: new Date(endMs - (scoring.driver.windowDays + 0.5) * msPerDay), to: new Date(endMs) };
}
