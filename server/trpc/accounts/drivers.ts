import { getDriverDetails } from "#db/queries/accounts/driver-details.ts";
import { listBadgeAwards, listRecentBadgeTrips } from "#db/queries/scoring/badges.ts";
import { type DriverProfile, getDriverProfile, listDriverNames, listDriverProfiles } from "#db/queries/scoring/driver-profiles.ts";
import { listRuleLosses } from "#db/queries/scoring/report-cards.ts";
import { changeDriver } from "#server/commands/accounts/drivers.ts";
import { changeEmergencyContacts } from "#server/commands/accounts/emergency-contacts.ts";
import { canManage } from "#server/domain/scope.ts";
import { judgeBadges } from "#server/domain/scoring/badges/earn-badges.ts";
import { scoring } from "#server/domain/scoring/constants.ts";
import { msPerDay } from "#server/domain/time.ts";
import { managerProcedure, router, scopedProcedure } from "#server/trpc/init.ts";
import { changeDriverInput, driverInput, emergencyContactsInput } from "./drivers.input.ts";

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

  /** What is known of the person besides how they drive, for managers and the driver; null for others. */
  details: scopedProcedure.input(driverInput).query(async ({ ctx, input: { driverId } }) => {
    const { db, now } = ctx.deps;
    const driver = await getDriverDetails(db, ctx.scope, { driverId, at: now() });
    if (!canManage(ctx.scope) && driver.user?.id !== ctx.session.userId) return null;
    const { name, gender, bornOn, phone, emergencyContacts } = driver;
    return { name, gender, bornOn, phone, emergencyContacts };
  }),

  change: managerProcedure.input(changeDriverInput).mutation(async ({ ctx, input }) => {
    await changeDriver(ctx.deps, ctx.scope, input);
  }),

  /** For managers, and for the driver. */
  changeEmergencyContacts: scopedProcedure.input(emergencyContactsInput).mutation(async ({ ctx, input }) => {
    await changeEmergencyContacts(ctx.deps, ctx.scope, input);
  }),

  names: scopedProcedure.query(({ ctx }) => listDriverNames(ctx.deps.db, ctx.scope)),
});

/** The days the newest score is over, a day wider at the end because local days end later than UTC's. */
function scoredWindow({ asOf }: DriverProfile, at: Date): { from: Date; to: Date } {
  const endMs = asOf === null ? at.getTime() : Date.parse(`${asOf}T00:00:00Z`) + 1.5 * msPerDay;
  return { from: new Date(endMs - (scoring.driver.windowDays + 0.5) * msPerDay), to: new Date(endMs) };
}
