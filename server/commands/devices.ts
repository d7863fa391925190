import { z } from "zod";
import type { Tx } from "#db/client.ts";
import {
  type DeviceAssignment,
  endDeviceAssignment,
  findOpenAssignment,
  findOverlap,
  insertDeviceAssignment,
  insertRecutRange,
  type NewDeviceAssignment,
  type Period,
} from "#db/queries/device-assignments.ts";
import { type Device, insertDevice, lockDevice, updateDeviceRevocation } from "#db/queries/devices.ts";
import { enqueueCutTrips } from "#db/queries/jobs.ts";
import { insertDeviceToken } from "#db/queries/tokens.ts";
import { findVehicle } from "#db/queries/vehicles.ts";
import { mintToken } from "#server/auth/tokens.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { requireManager } from "./authorise.ts";
import type { CommandDeps } from "./deps.ts";
import { label, period, readArgs, requireOrder, rowId } from "./fields.ts";

const newDevice = z.strictObject({ serial: label(64), vehicleId: rowId });

export interface CreatedDevice extends Device {
  vehicleId: number;
  tokenId: number;
  /** The secret the device uploads with: shown this once. */
  token: string;
}

/** Creates a device that has sat in the vehicle since ever, with its token. Throws `conflict` when the serial is taken. */
export async function createDevice({ db }: CommandDeps, scope: Scope, args: z.input<typeof newDevice>): Promise<CreatedDevice> {
  requireManager(scope);
  const { serial, vehicleId } = readArgs(newDevice, args);
  return db.transaction(async (tx) => {
    await requireVehicle(tx, scope, vehicleId);
    const device = await insertDevice(tx, scope, serial);
    if (!device) throw new AppError("conflict", `A device with the serial "${serial}" exists already.`);
    await insertDeviceAssignment(tx, scope, { deviceId: device.id, vehicleId, from: null, to: null });
    const { token, hash, hint } = mintToken("device");
    const { id: tokenId } = await insertDeviceToken(tx, scope, { deviceId: device.id, name: serial, hash, hint });
    return { ...device, vehicleId, tokenId, token };
  });
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
export async function assignDevice({ db }: CommandDeps, scope: Scope, args: z.input<typeof newAssignment>): Promise<DeviceAssignment> {
  requireManager(scope);
  const assignment = readArgs(newAssignment, args);
  requireOrder(assignment.from, assignment.to);
  return db.transaction(async (tx) => {
    await requireVehicle(tx, scope, assignment.vehicleId);
    if (!(await lockDevice(tx, scope, assignment.deviceId))) throw notFound("device");
    const inserted = await insertFreeAssignment(tx, scope, assignment);
    await recut(tx, assignment.deviceId, [assignment.vehicleId], assignment);
    return inserted;
  });
}

const move = z.strictObject({ deviceId: rowId, vehicleId: rowId, at: z.date() });

/**
 * Moves a device to another vehicle from a moment on; what it measured before stays with the vehicle it was in.
 * Throws `conflict` when it came into its present vehicle only after that moment, or will be elsewhere later.
 */
export async function moveDevice({ db }: CommandDeps, scope: Scope, args: z.input<typeof move>): Promise<DeviceAssignment> {
  requireManager(scope);
  const { deviceId, vehicleId, at } = readArgs(move, args);
  return db.transaction(async (tx) => {
    await requireVehicle(tx, scope, vehicleId);
    if (!(await lockDevice(tx, scope, deviceId))) throw notFound("device");
    const open = await findOpenAssignment(tx, deviceId);
    const ends = open !== null && (open.validFrom === null || open.validFrom < at);
    if (ends) await endDeviceAssignment(tx, open.id, at);
    const range = { from: at, to: null };
    const inserted = await insertFreeAssignment(tx, scope, { deviceId, vehicleId, ...range });
    await recut(tx, deviceId, ends ? [open.vehicleId, vehicleId] : [vehicleId], range);
    return inserted;
  });
}

const removal = z.strictObject({ deviceId: rowId, at: z.date() });

/** Takes a device out of its vehicle at a moment; what it uploads after that belongs to no trip. */
export async function unassignDevice({ db }: CommandDeps, scope: Scope, args: z.input<typeof removal>): Promise<void> {
  requireManager(scope);
  const { deviceId, at } = readArgs(removal, args);
  await db.transaction(async (tx) => {
    if (!(await lockDevice(tx, scope, deviceId))) throw notFound("device");
    const open = await findOpenAssignment(tx, deviceId);
    if (!open) throw new AppError("conflict", "The device is in no vehicle.");
    requireOrder(open.validFrom, at);
    await endDeviceAssignment(tx, open.id, at);
    await recut(tx, deviceId, [open.vehicleId], { from: at, to: null });
  });
}

const revocation = z.strictObject({ deviceId: rowId });

/** Refuses everything the device uploads from now on; what it uploaded stays. */
export async function revokeDevice({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof revocation>): Promise<Device> {
  requireManager(scope);
  const device = await updateDeviceRevocation(db, scope, readArgs(revocation, args).deviceId, now());
  if (!device) throw notFound("device");
  return device;
}

/** Takes uploads of a revoked device again. */
export async function restoreDevice({ db }: CommandDeps, scope: Scope, args: z.input<typeof revocation>): Promise<Device> {
  requireManager(scope);
  const device = await updateDeviceRevocation(db, scope, readArgs(revocation, args).deviceId, null);
  if (!device) throw notFound("device");
  return device;
}
