import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { findDriver } from "#db/queries/accounts/drivers.ts";
import { enqueueRollUpDriver } from "#db/queries/queue/jobs.ts";
import { attributeTrips } from "#db/queries/trips/driver-attribution.ts";
import {
  type DriverAssignment,
  endDriverAssignment,
  insertDriverAssignment,
  lockDriverAssignment,
} from "#db/queries/vehicles/driver-assignments.ts";
import { findVehicle } from "#db/queries/vehicles/vehicles.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { period, readArgs, requireOrder, rowId } from "#server/commands/fields.ts";
import { pickValues } from "#server/domain/accounts/audit/changes.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

/** Gives the trips of the period to whom they now belong, and has the drivers' scores made again. */
async function reattribute(tx: Tx, vehicleId: number, from: Date | null, to: Date | null): Promise<void> {
  for (const driverId of await attributeTrips(tx, vehicleId, from, to)) await enqueueRollUpDriver(tx, driverId, from);
}

const newAssignment = z.strictObject({ driverId: rowId, vehicleId: rowId, ...period });

/**
 * Says who drives a vehicle for a time; open ends by default. Periods may overlap: a trip belongs to whom was assigned latest
 * before it started. Trips that are stored already change hands at once.
 */
export async function assignDriver({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof newAssignment>): Promise<DriverAssignment> {
  requireManager(scope);
  const { driverId, vehicleId, from, to } = readArgs(newAssignment, args);
  requireOrder(from, to);
  return db.transaction(async (tx) => {
    const driver = await findDriver(tx, scope, driverId);
    if (!driver) throw notFound("driver");
    if (!(await findVehicle(tx, scope, vehicleId))) throw notFound("vehicle");
    const assignment = await insertDriverAssignment(tx, scope, { driverId, vehicleId, from, to });
    await reattribute(tx, vehicleId, from, to);
    const after = pickValues({ driverId, vehicleId, from, to }, ["driverId", "vehicleId", "from", "to"]);
    await appendAudit(tx, scope, { at: now(), action: "assignment.created", subject: { id: assignment.id, name: driver.name }, after });
    return assignment;
  });
}

const ending = z.strictObject({
  assignmentId: rowId,
  /** Null: it was a mistake and never so. */
  at: z.date().nullable(),
});

/** Ends a driver's assignment at a moment, or takes it back altogether; its trips change hands at once. */
export async function endAssignment({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof ending>): Promise<void> {
  requireManager(scope);
  const { assignmentId, at } = readArgs(ending, args);
  await db.transaction(async (tx) => {
    const assignment = await lockDriverAssignment(tx, scope, assignmentId);
    if (!assignment) throw notFound("assignment");
    const { vehicleId, driverId, validFrom, validTo } = assignment;
    if (at) requireOrder(validFrom, at);
    await endDriverAssignment(tx, scope, assignmentId, at);
    // Ending later than before hands trips over as well: from the earlier of the two ends on.
    const changedFrom = at && validTo && validTo < at ? validTo : (at ?? validFrom);
    const changedTo = at && validTo && validTo < at ? at : validTo;
    await reattribute(tx, vehicleId, changedFrom, changedTo);
    const before = pickValues({ driverId, vehicleId, from: validFrom, to: validTo }, ["driverId", "vehicleId", "from", "to"]);
    const driver = await findDriver(tx, scope, driverId);
    const subject = { id: assignmentId, name: driver?.name ?? `driver ${driverId}` };
    const after = at ? { to: at.toISOString() } : null;
    await appendAudit(tx, scope, { at: now(), action: "assignment.ended", subject, before, after });
  });
}
