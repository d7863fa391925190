import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { lockServicePlan, type ServicePlan, updateServicePlan } from "#db/queries/service/plans.ts";
import {
  deleteServiceRecord,
  findNewestRecordOfPlan,
  findOdometerKm,
  hasDocument,
  insertServiceRecord,
  type ServiceRecord,
} from "#db/queries/service/records.ts";
import { findVehicle } from "#db/queries/vehicles/vehicles.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, rowId } from "#server/commands/fields.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { localDay } from "#server/domain/time.ts";
import { day, engineHours, odometerKm, readAccount, requirePast } from "./fields.ts";

/** Text of several lines, as people write it; nothing but spaces counts as none. */
const words = z
  .string()
  .max(2000)
  .transform((text) => text.replaceAll("\r\n", "\n").trim() || null)
  .refine((text) => text === null || /^[\P{Cc}\n\t]*$/u.test(text), "must not contain control characters");

const facts = {
  /** Absent: today. */
  doneOn: day.optional(),
  /** Absent: as the car tells it, for work done today. */
  odometerKm: odometerKm.nullable().optional(),
  engineHours: engineHours.nullable().default(null),
  cost: z.number().min(0).max(1_000_000_000).nullable().default(null),
  /** Absent: the account's. */
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, "is not a currency like EUR")
    .nullable()
    .optional(),
  note: words.nullable().default(null),
  doneBy: label(100).nullable().default(null),
  /** The bill: a paper of the same car. */
  documentId: rowId.nullable().default(null),
};
const completion = z.strictObject({ planId: rowId, ...facts });
const work = z.strictObject({ vehicleId: rowId, name: label(100), ...facts });
type Facts = Omit<z.output<typeof completion>, "planId">;

/** Notes work as done; throws `not_found` for a bill that is not the car's. */
async function insertWork(
  tx: Tx,
  scope: Scope,
  about: { vehicleId: number; planId: number | null; name: string },
  { documentId, cost, ...given }: Facts,
  now: Date,
): Promise<ServiceRecord> {
  const { vehicleId } = about;
  if (documentId !== null && !(await hasDocument(tx, scope, { documentId, vehicleId }))) throw notFound("document");
  const { today, currency } = await readAccount(tx, scope, now);
  const doneOn = given.doneOn ?? today;
  const standing = given.odometerKm === undefined && doneOn === today ? await findOdometerKm(tx, scope, vehicleId) : null;
  return insertServiceRecord(tx, scope, {
    ...about,
    ...given,
    doneOn,
    odometerKm: given.odometerKm ?? standing,
    cost,
    currency: cost === null ? null : (given.currency ?? currency),
    documentId,
    recordedBy: scope.actor.kind === "user" ? scope.actor.userId : null,
    createdAt: now,
  });
}

const toLast = (record: ServiceRecord) => {
  return { lastOn: record.doneOn, lastKm: record.odometerKm, lastEngineHours: record.engineHours };
};

/** Until the work was done once, a plan counts from the day it was made, which says nothing about the work. */
function wasBegunOn(plan: ServicePlan, timeZone: string): string {
  return localDay(timeZone, plan.createdAt.getTime());
}

/** Whether a plan counts from a new record: not when the work was done later already. */
async function isNewest(tx: Tx, scope: Scope, plan: ServicePlan, record: ServiceRecord, now: Date): Promise<boolean> {
  if (record.doneOn >= plan.lastOn) return true;
  const { timeZone } = await readAccount(tx, scope, now);
  return plan.lastOn === wasBegunOn(plan, timeZone) && (await findNewestRecordOfPlan(tx, scope, plan.id))?.id === record.id;
}

/**
 * Notes that the work of a plan was done; the next one is counted from it, unless the work was done later already.
 * Throws `not_found` for the plan or the bill and `bad_request` for a day in the future.
 */
export async function completeService({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof completion>): Promise<ServiceRecord> {
  requireManager(scope);
  const { planId, ...given } = readArgs(completion, args);
  if (given.doneOn !== undefined) requirePast(given.doneOn, now());
  return db.transaction(async (tx) => {
    const plan = await lockServicePlan(tx, scope, planId);
    if (!plan) throw notFound("service plan");
    const record = await insertWork(tx, scope, { vehicleId: plan.vehicleId, planId, name: plan.name }, given, now());
    if (await isNewest(tx, scope, plan, record, now())) await updateServicePlan(tx, scope, planId, toLast(record));
    return record;
  });
}

/** Notes work on a car that no plan asked for. Throws `not_found` for the car or the bill and `bad_request` for a day in the future. */
export async function recordService({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof work>): Promise<ServiceRecord> {
  requireManager(scope);
  const { vehicleId, name, ...given } = readArgs(work, args);
  if (given.doneOn !== undefined) requirePast(given.doneOn, now());
  return db.transaction(async (tx) => {
    if (!(await findVehicle(tx, scope, vehicleId))) throw notFound("vehicle");
    return insertWork(tx, scope, { vehicleId, planId: null, name }, given, now());
  });
}

const removal = z.strictObject({ recordId: rowId });

/**
 * Takes back that work was done: its plan counts from the time before again, or from when the plan was made. The result is what was
 * taken back: given to {@link completeService} or {@link recordService} it is noted again. Throws `not_found`.
 */
export async function removeServiceRecord({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof removal>): Promise<ServiceRecord> {
  requireManager(scope);
  const { recordId } = readArgs(removal, args);
  return db.transaction(async (tx) => {
    const record = await deleteServiceRecord(tx, scope, recordId);
    if (!record) throw notFound("service record");
    const plan = record.planId === null ? null : await lockServicePlan(tx, scope, record.planId);
    if (plan && plan.lastOn === record.doneOn) await countAnew(tx, scope, plan, now());
    return record;
  });
}

/** Lets a plan count from the newest record that is left. */
async function countAnew(tx: Tx, scope: Scope, plan: ServicePlan, now: Date): Promise<void> {
  const newest = await findNewestRecordOfPlan(tx, scope, plan.id);
  const { timeZone } = await readAccount(tx, scope, now);
  const begun = { lastOn: wasBegunOn(plan, timeZone), lastKm: null, lastEngineHours: null };
  await updateServicePlan(tx, scope, plan.id, newest ? toLast(newest) : begun);
}
