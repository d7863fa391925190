import { z } from "zod";
import { countServicePlans, insertServicePlan, lockServicePlan, type ServicePlan, updateServicePlan } from "#db/queries/service/plans.ts";
import { findOdometerKm, insertServiceRecord } from "#db/queries/service/records.ts";
import { findVehicle } from "#db/queries/vehicles/vehicles.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, rowId } from "#server/commands/fields.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { day, odometerKm, readAccount, requirePast } from "./fields.ts";

/** Of one car, in force at the same time. */
const maxPlans = 50;

const intervals = {
  everyKm: z.number().min(1).max(1_000_000).nullable(),
  everyMonths: z.int().min(1).max(600).nullable(),
  everyEngineHours: z.number().min(1).max(100_000).nullable(),
};

const newPlan = z.strictObject({
  vehicleId: rowId,
  name: label(100),
  everyKm: intervals.everyKm.default(null),
  everyMonths: intervals.everyMonths.default(null),
  everyEngineHours: intervals.everyEngineHours.default(null),
  /** When the work was last done; absent: counting begins today. */
  lastOn: day.optional(),
  /** The odometer then; absent: as it stands where counting begins today, else the trips since are counted. */
  lastKm: odometerKm.nullable().optional(),
});

function requireInterval(plan: Pick<ServicePlan, keyof typeof intervals>): void {
  if (plan.everyKm === null && plan.everyMonths === null && plan.everyEngineHours === null) {
    throw new AppError("bad_request", "Say after how many km, months or engine hours the work is due again.");
  }
}

/**
 * Plans work that comes back, after so many km, months or engine hours of a car, whichever comes first. Where it is said when the work
 * was last done, that is noted as done too. Throws `not_found` and, for a car with very many plans, `conflict`.
 */
export async function createServicePlan({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof newPlan>): Promise<ServicePlan> {
  requireManager(scope);
  const { vehicleId, name, lastOn, lastKm, ...every } = readArgs(newPlan, args);
  requireInterval(every);
  if (lastOn !== undefined) requirePast(lastOn, now());
  return db.transaction(async (tx) => {
    if (!(await findVehicle(tx, scope, vehicleId))) throw notFound("vehicle");
    if ((await countServicePlans(tx, scope, vehicleId)) >= maxPlans) {
      throw new AppError("conflict", `A car can have ${maxPlans} service plans and no more.`);
    }
    const { today } = await readAccount(tx, scope, now());
    const standing = lastOn === undefined && lastKm === undefined ? await findOdometerKm(tx, scope, vehicleId) : null;
    const last = { lastOn: lastOn ?? today, lastKm: lastKm ?? standing };
    const plan = await insertServicePlan(tx, scope, { vehicleId, name, ...every, ...last, createdAt: now() });
    if (lastOn !== undefined) {
      const done = { doneOn: lastOn, odometerKm: last.lastKm, createdAt: now() };
      const recordedBy = scope.actor.kind === "user" ? scope.actor.userId : null;
      await insertServiceRecord(tx, scope, { vehicleId, planId: plan.id, name, ...done, recordedBy });
    }
    return plan;
  });
}

const planChange = z.strictObject({
  planId: rowId,
  name: label(100).optional(),
  everyKm: intervals.everyKm.optional(),
  everyMonths: intervals.everyMonths.optional(),
  everyEngineHours: intervals.everyEngineHours.optional(),
  /** Where counting begins, put right. */
  lastOn: day.optional(),
  lastKm: odometerKm.nullable().optional(),
});

/** Changes what is given. Throws `not_found`, and `bad_request` when no interval would be left. */
export async function changeServicePlan({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof planChange>): Promise<ServicePlan> {
  requireManager(scope);
  const { planId, ...change } = readArgs(planChange, args);
  if (Object.values(change).every((value) => value === undefined)) throw new AppError("bad_request", "Nothing to change.");
  if (change.lastOn !== undefined) requirePast(change.lastOn, now());
  return db.transaction(async (tx) => {
    const plan = await lockServicePlan(tx, scope, planId);
    if (!plan) throw notFound("service plan");
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    requireInterval({ ...plan, ...given });
    const changed = await updateServicePlan(tx, scope, planId, given);
    if (!changed) throw notFound("service plan");
    return changed;
  });
}

const naming = z.strictObject({ planId: rowId });

/** Sets a plan aside: nothing of it is due any more; what was done stays. Throws `not_found`. */
export async function archiveServicePlan({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof naming>): Promise<void> {
  requireManager(scope);
  const plan = await updateServicePlan(db, scope, readArgs(naming, args).planId, { archivedAt: now() });
  if (!plan) throw notFound("service plan");
}

/** Takes a plan up again that was set aside. Throws `not_found`. */
export async function restoreServicePlan({ db }: CommandDeps, scope: Scope, args: z.input<typeof naming>): Promise<void> {
  requireManager(scope);
  const plan = await updateServicePlan(db, scope, readArgs(naming, args).planId, { archivedAt: null });
  if (!plan) throw notFound("service plan");
}
