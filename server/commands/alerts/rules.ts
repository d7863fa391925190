import { z } from "zod";
import type { Tx } from "#db/client.ts";
import {
  type AlertRule,
  countAlertRules,
  deleteAlertRule,
  findForeignVehicles,
  insertAlertRule,
  lockAlertRule,
  updateAlertRule,
} from "#db/queries/alerts/rules.ts";
import { deleteSnooze, insertSnooze } from "#db/queries/alerts/snoozes.ts";
import { findGeofence } from "#db/queries/geofences/geofences.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { readArgs, rowId } from "#server/commands/fields.ts";
import { type AlertKind, alertKinds, alertSeverities, type RuleParams } from "#server/domain/alerts/alert.ts";
import { defaultRule } from "#server/domain/alerts/default-rules.ts";
import { ruleLimits } from "#server/domain/alerts/rule-limits.ts";
import { ruleParamSchemas } from "#server/domain/alerts/rules.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

const { cooldownS, maxAgeS } = ruleLimits;
const settings = {
  enabled: z.boolean().optional(),
  severity: z.enum(alertSeverities).optional(),
  /** Checked against the kind. */
  params: z.record(z.string().max(40), z.unknown()).optional(),
  /** Null: every vehicle. */
  vehicleIds: z.array(rowId).min(1).max(2000).nullable().optional(),
  cooldownS: z.int().min(cooldownS.min).max(cooldownS.max).optional(),
  maxAgeS: z.int().min(maxAgeS.min).max(maxAgeS.max).optional(),
  email: z.boolean().optional(),
  push: z.boolean().optional(),
  respectsQuiet: z.boolean().optional(),
};
const newRule = z.strictObject({ kind: z.enum(alertKinds), ...settings });
const ruleChange = z.strictObject({ ruleId: rowId, ...settings });

/** More rules than this would be a mistake. */
const maxRules = 200;

/** Makes a rule; what is not given is as the default rule of its kind has it. Throws `not_found` for foreign vehicles and geofences. */
export async function createRule({ db }: CommandDeps, scope: Scope, args: z.input<typeof newRule>): Promise<AlertRule> {
  requireManager(scope);
  const { kind, params, vehicleIds, ...given } = readArgs(newRule, args);
  const { kind: _, ...defaults } = defaultRule(kind);
  return db.transaction(async (tx) => {
    if ((await countAlertRules(tx, scope)) >= maxRules) throw new AppError("conflict", `An account has at most ${maxRules} rules.`);
    const checked = params ? await checkParams(tx, scope, kind, params) : defaults.params;
    await requireOwnVehicles(tx, scope, vehicleIds);
    return insertAlertRule(tx, scope, kind, { ...defaults, ...withoutUndefined(given), params: checked, vehicleIds: vehicleIds ?? null });
  });
}

/** Changes what is given of a rule; parameters are replaced as a whole. Its kind stays. */
export async function changeRule({ db }: CommandDeps, scope: Scope, args: z.input<typeof ruleChange>): Promise<AlertRule> {
  requireManager(scope);
  const { ruleId, params, vehicleIds, ...given } = readArgs(ruleChange, args);
  return db.transaction(async (tx) => {
    const rule = await lockAlertRule(tx, scope, ruleId);
    if (!rule) throw notFound("rule");
    await requireOwnVehicles(tx, scope, vehicleIds);
    const change = {
      ...withoutUndefined(given),
      ...(vehicleIds !== undefined && { vehicleIds }),
      ...(params && { params: await checkParams(tx, scope, rule.kind, params) }),
    };
    if (Object.keys(change).length === 0) throw new AppError("bad_request", "Nothing to change.");
    const changed = await updateAlertRule(tx, scope, ruleId, change);
    if (!changed) throw notFound("rule");
    return changed;
  });
}

const named = z.strictObject({ ruleId: rowId });

/** Removes a rule and answers with what it was. Alerts it raised stay. The last one can only be switched off. */
export async function removeRule({ db }: CommandDeps, scope: Scope, args: z.input<typeof named>): Promise<AlertRule> {
  requireManager(scope);
  const { ruleId } = readArgs(named, args);
  return db.transaction(async (tx) => {
    const count = await countAlertRules(tx, scope);
    const rule = await lockAlertRule(tx, scope, ruleId);
    if (!rule) throw notFound("rule");
    if (count === 1) throw new AppError("conflict", "This is the only rule of the account: switch it off instead.");
    await deleteAlertRule(tx, scope, ruleId);
    return rule;
  });
}

const snooze = z.strictObject({
  ruleId: rowId,
  /** Null: for every vehicle. */
  vehicleId: rowId.nullable(),
  until: z.date(),
});
const longestSnoozeMs = 90 * 86_400_000;

/** Keeps a rule still for a while; its alerts go to the log only. Replaces what was snoozed of the same. Answers with the snooze's id. */
export async function snoozeRule({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof snooze>): Promise<number> {
  requireManager(scope);
  const { ruleId, vehicleId, until } = readArgs(snooze, args);
  const aheadMs = until.getTime() - now().getTime();
  if (aheadMs <= 0) throw new AppError("bad_request", "until: is in the past.");
  if (aheadMs > longestSnoozeMs) throw new AppError("bad_request", "until: is more than 90 days ahead; switch the rule off instead.");
  const createdBy = scope.actor.kind === "user" ? scope.actor.userId : null;
  return db.transaction(async (tx) => {
    if (!(await lockAlertRule(tx, scope, ruleId))) throw notFound("rule");
    await requireOwnVehicles(tx, scope, vehicleId === null ? null : [vehicleId]);
    return insertSnooze(tx, scope, { ruleId, vehicleId, until, createdBy });
  });
}

const namedSnooze = z.strictObject({ snoozeId: rowId });

/** Lets a rule speak again. Throws `not_found`. */
export async function endSnooze({ db }: CommandDeps, scope: Scope, args: z.input<typeof namedSnooze>): Promise<void> {
  requireManager(scope);
  if (!(await deleteSnooze(db, scope, readArgs(namedSnooze, args).snoozeId))) throw notFound("snooze");
}

async function checkParams(tx: Tx, scope: Scope, kind: AlertKind, params: unknown): Promise<RuleParams[AlertKind]> {
  const checked: RuleParams[AlertKind] = readArgs(z.strictObject({ params: ruleParamSchemas[kind] }), { params }).params;
  const geofenceId = "geofenceId" in checked ? checked.geofenceId : null;
  if (geofenceId !== null && !(await findGeofence(tx, scope, geofenceId))) throw notFound("geofence");
  return checked;
}

async function requireOwnVehicles(tx: Tx, scope: Scope, vehicleIds: readonly number[] | null | undefined): Promise<void> {
  if (vehicleIds && (await findForeignVehicles(tx, scope, vehicleIds)).length > 0) throw notFound("vehicle");
}

type Given<Value> = { [Key in keyof Value]?: Exclude<Value[Key], undefined> };

function withoutUndefined<Value extends object>(value: Value): Given<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Given<Value>;
}
