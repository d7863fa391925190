import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { appendAudit, type NewAuditEntry } from "#db/queries/accounts/audit-log.ts";
import { insertDeviceToken } from "#db/queries/apps/tokens.ts";
import { enqueueCutTrips } from "#db/queries/queue/jobs.ts";
import {
  type DeviceAssignment,
  endDeviceAssignment,
  findOpenAssignment,
  findOverlap,
  insertDeviceAssignment,
  insertRecutRange,
  type NewDeviceAssignment,
  type Period,
} from "#db/queries/vehicles/device-assignments.ts";
import { type Device, insertDevice, lockDevice, updateDeviceRevocation } from "#db/queries/vehicles/devices.ts";
import { findVehicle } from "#db/queries/vehicles/vehicles.ts";
import { mintToken } from "#server/auth/tokens.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, period, readArgs, requireOrder, rowId } from "#server/commands/fields.ts";
import { pickValues } from "#server/domain/accounts/audit/changes.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

const newDevice = z.strictObject({ serial: label(64), vehicleId: rowId });

export interface CreatedDevice extends Device {
  vehicleId: number;
  tokenId: number;
  /** The secret the device uploads with: shown this once. */
  token: string;
}

/** Creates a device that has sat in the vehicle since ever, with its token. Throws `conflict` when the serial is taken. */
export async function createDevice({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof newDevice>): Promise<CreatedDevice> {
  requireManager(scope);
  const { serial, vehicleId } = readArgs(newDevice, args);
  return db.transaction(async (tx) => {
    await requireVehicle(tx, scope, vehicleId);
    const device = await insertDevice(tx, scope, serial);
    if (!device) throw new AppError("conflict", `A device with the serial "${serial}" exists already.`);
    await insertDeviceAssignment(tx, scope, { deviceId: device.id, vehicleId, from: null, to: null });
    const { token, hash, hint } = mintToken("device");
    const { id: tokenId } = await insertDeviceToken(tx, scope, { deviceId: device.id, name: serial, hash, hint });
    await appendDeviceAudit(tx, scope, { at: now(), action: "device.created", device, after: { vehicleId, hint } });
    return { ...device, vehicleId, tokenId, token };
  });
}

interface DeviceAudit extends Omit<NewAuditEntry, "subject"> {
  device: Device;
}

function appendDeviceAudit(tx: Tx, scope: Scope, { device: { id, serial }, ...entry }: DeviceAudit): Promise<void> {
  return appendAudit(tx, scope, { ...entry, subject: { id, name: serial } });
}

async function requireVehicle(tx: Tx, scope: Scope, vehicleId: number): Promise<void> {
  if (!(await findVehicle(tx, scope, vehicleId))) throw notFound("vehicle");
}

/** The samples a device took in a period now belong to other vehicles than before: their trips are cut again. */
async function recut(tx: Tx, deviceId: number, vehicleIds: readonly number[], range: Period): Promise<void> {
  for (const vehicleId of vehicleIds) {
    if (await insertRecutRange(tx, deviceId, vehicleId, range)) await enqueueCutTrips(tx, vehicleId);
  }
}

/** Throws `conflict` when the device is assigned in the period already. */
async function insertFreeAssignment(tx: Tx, scope: Scope, assignment: NewDeviceAssignment): Promise<DeviceAssignment> {
  const overlap = await findOverlap(tx, assignment.deviceId, assignment);
  if (overlap) throw new AppError("conflict", `The device is already in vehicle ${overlap.vehicleId} ${inWords(overlap)}.`);
  return insertDeviceAssignment(tx, scope, assignment);
}

function inWords({ validFrom, validTo }: DeviceAssignment): string {
  const from = validFrom ? `from ${validFrom.toISOString()}` : "since ever";
  return validTo ? `${from} until ${validTo.toISOString()}` : `${from} on`;
}

const newAssignment = z.strictObject({ deviceId: rowId, vehicleId: rowId, ...period });

/** Says that a device sat in a vehicle for a time. Throws `conflict` when it is known to have been in one then. */
export async function assignDevice({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof newAssignment>): Promise<DeviceAssignment> {
  requireManager(scope);
  const assignment = readArgs(newAssignment, args);
  requireOrder(assignment.from, assignment.to);
  return db.transaction(async (tx) => {
    await requireVehicle(tx, scope, assignment.vehicleId);
    const device = await lockDevice(tx, scope, assignment.deviceId);
    if (!device) throw notFound("device");
    const inserted = await insertFreeAssignment(tx, scope, assignment);
    await recut(tx, assignment.deviceId, [assignment.vehicleId], assignment);
    const after = pickValues(assignment, ["vehicleId", "from", "to"]);
    await appendDeviceAudit(tx, scope, { at: now(), action: "device.assigned", device, after });
    return inserted;
  });
}

const move = z.strictObject({ deviceId: rowId, vehicleId: rowId, at: z.date() });

/**
 * Moves a device to another vehicle from a moment on; what it measured before stays with the vehicle it was in.
 * Throws `conflict` when it came into its present vehicle only after that moment, or will be elsewhere later.
 */
export async function moveDevice({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof move>): Promise<DeviceAssignment> {
  requireManager(scope);
  const { deviceId, vehicleId, at } = readArgs(move, args);
  return db.transaction(async (tx) => {
    await requireVehicle(tx, scope, vehicleId);
    const device = await lockDevice(tx, scope, deviceId);
    if (!device) throw notFound("device");
    const open = await findOpenAssignment(tx, deviceId);
    const ends = open !== null && (open.validFrom === null || open.validFrom < at);
    if (ends) await endDeviceAssignment(tx, open.id, at);
    const range = { from: at, to: null };
    const inserted = await insertFreeAssignment(tx, scope, { deviceId, vehicleId, ...range });
    await recut(tx, deviceId, ends ? [open.vehicleId, vehicleId] : [vehicleId], range);
    const before = { vehicleId: ends ? open.vehicleId : null };
    const after = { vehicleId, from: at.toISOString() };
    await appendDeviceAudit(tx, scope, { at: now(), action: "device.moved", device, before, after });
    return inserted;
  });
}

const removal = z.strictObject({ deviceId: rowId, at: z.date() });

/** Takes a device out of its vehicle at a moment; what it uploads after that belongs to no trip. */
export async function unassignDevice({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof removal>): Promise<void> {
  requireManager(scope);
  const { deviceId, at } = readArgs(removal, args);
  await db.transaction(async (tx) => {
    const device = await lockDevice(tx, scope, deviceId);
    if (!device) throw notFound("device");
    const open = await findOpenAssignment(tx, deviceId);
    if (!open) throw new AppError("conflict", "The device is in no vehicle.");
    requireOrder(open.validFrom, at);
    await endDeviceAssignment(tx, open.id, at);
    await recut(tx, deviceId, [open.vehicleId], { from: at, to: null });
    const before = { vehicleId: open.vehicleId, to: at.toISOString() };
    await appendDeviceAudit(tx, scope, { at: now(), action: "device.unassigned", device, before });
  });
}

const revocation = z.strictObject({ deviceId: rowId });

async function setRevoked({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof revocation>, revoked: boolean): Promise<Device> {
  requireManager(scope);
  const { deviceId } = readArgs(revocation, args);
  return db.transaction(async (tx) => {
    const device = await updateDeviceRevocation(tx, scope, deviceId, revoked ? now() : null);
    if (!device) throw notFound("device");
    await appendDeviceAudit(tx, scope, { at: now(), action: revoked ? "device.revoked" : "device.restored", device });
    return device;
  });
}

/** Refuses everything the device uploads from now on; what it uploaded stays. */
export function revokeDevice(deps: CommandDeps, scope: Scope, args: z.input<typeof revocation>): Promise<Device> {
  return setRevoked(deps, scope, args, true);
}

/** Takes uploads of a revoked device again. */
export function restoreDevice(deps: CommandDeps, scope: Scope, args: z.input<typeof revocation>): Promise<Device> {
  return setRevoked(deps, scope, args, false);
}
