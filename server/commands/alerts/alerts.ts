import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { acknowledge, getAlert, reopen, updateAlertsRead } from "#db/queries/alerts/alerts.ts";
import { appendEvents } from "#db/queries/outbox/append.ts";
import { requireUser } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { readArgs, rowId } from "#server/commands/fields.ts";
import { AppError } from "#server/domain/errors.ts";
import { canManage, type Scope } from "#server/domain/scope.ts";

const named = z.strictObject({ alertId: rowId });

/** Those who may change the fleet take on any alert, drivers what concerns them; viewers and adapters none. */
function requireHandler(scope: Scope): void {
  const { actor } = scope;
  const isDriver = actor.kind === "user" && actor.role === "driver";
  if (!isDriver && !canManage(scope)) throw new AppError("forbidden", "You may not do this.");
}

/** Says that somebody has taken an alert on. One that somebody had taken on stays theirs. Throws `not_found`. */
export async function acknowledgeAlert({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof named>): Promise<void> {
  requireHandler(scope);
  const { alertId } = readArgs(named, args);
  const at = now();
  const userId = scope.actor.kind === "user" ? scope.actor.userId : null;
  await changeAlert({ db, scope, alertId, at }, (tx) => acknowledge(tx, scope, { alertId, userId, at }));
}

/** Takes that back, for one that was acknowledged by mistake. Throws `not_found`. */
export async function reopenAlert({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof named>): Promise<void> {
  requireHandler(scope);
  const { alertId } = readArgs(named, args);
  await changeAlert({ db, scope, alertId, at: now() }, (tx) => reopen(tx, scope, { alertId }));
}

interface Change {
  db: CommandDeps["db"];
  scope: Scope;
  alertId: number;
  at: Date;
}

/** Changes a visible alert and tells of it, unless nothing changed. */
async function changeAlert({ db, scope, alertId, at }: Change, change: (tx: Tx) => Promise<boolean>): Promise<void> {
  await db.transaction(async (tx) => {
    const alert = await getAlert(tx, scope, { alertId, at });
    if (!(await change(tx))) return;
    const { kind, severity } = alert;
    const about = alert.vehicle ? { vehicleId: alert.vehicle.id } : {};
    await appendEvents(tx, [
      { accountId: scope.accountId, type: "alert.changed", ...about, at: alert.at, payload: { alertId, kind, severity } },
    ]);
  });
}

const mark = z.strictObject({
  /** The newest alert that was seen. */
  upToId: rowId,
});

/** Notes which alerts a person has seen. */
export async function markAlertsRead({ db }: CommandDeps, scope: Scope, args: z.input<typeof mark>): Promise<void> {
  const userId = requireUser(scope);
  const { upToId } = readArgs(mark, args);
  await updateAlertsRead(db, scope, { userId, readId: upToId });
}
