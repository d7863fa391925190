import { findAccount } from "#db/queries/accounts/accounts.ts";
import { listDocuments } from "#db/queries/documents/documents.ts";
import { listCalendarFeeds } from "#db/queries/service/calendar-feeds.ts";
import { listDueItems } from "#db/queries/service/due-items.ts";
import { findOdometerKm } from "#db/queries/service/records.ts";
import { defaultDaysAhead, listServicePlans, listServiceRecords } from "#db/queries/service/services.ts";
import { createCalendarFeed, revokeCalendarFeed } from "#server/commands/service/calendar-feeds.ts";
import { archiveServicePlan, changeServicePlan, createServicePlan, restoreServicePlan } from "#server/commands/service/plans.ts";
import { completeService, recordService, removeServiceRecord } from "#server/commands/service/records.ts";
import { localDay } from "#server/domain/time.ts";
import { router, scopedProcedure, type TrpcContext } from "./init.ts";
import {
  changePlanInput,
  completeInput,
  createFeedInput,
  createPlanInput,
  feedInput,
  planInput,
  recordIdInput,
  recordInput,
} from "./service.input.ts";
import { vehicleInput } from "./vehicles/vehicles.input.ts";

/** The day it is where the account is at home, and the currency it counts in. */
async function readHome({ deps, scope }: Pick<TrpcContext, "deps"> & { scope: NonNullable<TrpcContext["scope"]> }) {
  const { timeZone = "UTC", currency = "EUR" } = (await findAccount(deps.db, scope)) ?? {};
  return { today: localDay(timeZone, deps.now().getTime()), currency };
}

/** Service plans, what was done, and all that is due. */
export const servicesRouter = router({
  /** Everything of the fleet that wants something done, what is overdue first. */
  due: scopedProcedure.query(async ({ ctx }) => {
    const { db, now } = ctx.deps;
    const args = { at: now(), daysAhead: defaultDaysAhead };
    const [items, { today }] = await Promise.all([listDueItems(db, ctx.scope, args), readHome(ctx)]);
    return { items, today, daysAhead: defaultDaysAhead };
  }),

  /** The plans of one car, the work done on it, and the bills one may be tied to. */
  vehicle: scopedProcedure.input(vehicleInput).query(async ({ ctx, input: { vehicleId } }) => {
    const { db, now } = ctx.deps;
    const args = { vehicleId, at: now() };
    const [plans, records, bills, odometerKm, home] = await Promise.all([
      listServicePlans(db, ctx.scope, args),
      listServiceRecords(db, ctx.scope, args),
      listDocuments(db, ctx.scope, { ...args, kind: "service_bill" }),
      findOdometerKm(db, ctx.scope, vehicleId),
      readHome(ctx),
    ]);
    const choices = bills.map(({ id, number, issuedOn, createdAt }) => ({ id, number, issuedOn, createdAt }));
    return { plans, records, bills: choices, odometerKm, ...home };
  }),

  createPlan: scopedProcedure.input(createPlanInput).mutation(({ ctx, input }) => createServicePlan(ctx.deps, ctx.scope, input)),

  changePlan: scopedProcedure.input(changePlanInput).mutation(({ ctx, input }) => changeServicePlan(ctx.deps, ctx.scope, input)),

  archivePlan: scopedProcedure.input(planInput).mutation(({ ctx, input }) => archiveServicePlan(ctx.deps, ctx.scope, input)),

  restorePlan: scopedProcedure.input(planInput).mutation(({ ctx, input }) => restoreServicePlan(ctx.deps, ctx.scope, input)),

  complete: scopedProcedure.input(completeInput).mutation(({ ctx, input }) => completeService(ctx.deps, ctx.scope, input)),

  record: scopedProcedure.input(recordInput).mutation(({ ctx, input }) => recordService(ctx.deps, ctx.scope, input)),

  /** Answers with what it was: `complete` or `record` notes it again. */
  removeRecord: scopedProcedure.input(recordIdInput).mutation(({ ctx, input }) => removeServiceRecord(ctx.deps, ctx.scope, input)),

  /** The calendar feeds of the person who asks. */
  feeds: scopedProcedure.query(({ ctx }) => listCalendarFeeds(ctx.deps.db, ctx.scope)),

  /** The token is in the answer this once. */
  createFeed: scopedProcedure.input(createFeedInput).mutation(({ ctx, input }) => createCalendarFeed(ctx.deps, ctx.scope, input)),

  revokeFeed: scopedProcedure.input(feedInput).mutation(({ ctx, input }) => revokeCalendarFeed(ctx.deps, ctx.scope, input)),
});
