import { and, eq, sql } from "drizzle-orm";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { DeviceReport } from "#server/domain/telemetry/records.ts";
import type { UploadAnswer } from "#server/domain/telemetry/upload-answer.ts";
import type { Tx } from "../client.ts";
import { deviceAssignments, devices, uploadBatches } from "../schema/vehicles.ts";

export interface BatchKey {
  deviceId: number;
  batchId: string;
}

/** How long an upload waits for another one of the same device before it is told to come again, ms. */
const lockTimeoutMs = 5000;

/**
 * True when this transaction now has the batch to itself until it ends; false when another one is storing it right now.
 * Also limits how long the transaction waits for row locks.
 */
export async function claimBatch(tx: Tx, key: BatchKey): Promise<boolean> {
  const name = `upload:${key.deviceId}:${key.batchId}`;
  const [row] = await tx.execute<{ claimed: boolean }>(sql`
    select set_config('lock_timeout', ${String(lockTimeoutMs)}, true),
      pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as claimed`);
  return row?.claimed === true;
}

/** The uploading device, locked: uploads of one device are stored one after another, so two that overlap cannot deadlock. */
export async function getLockedDevice(tx: Tx, scope: Scope, deviceId: number) {
  const [device] = await tx
    .select({ id: devices.id, revokedAt: devices.revokedAt, reportedAt: devices.reportedAt })
    .from(devices)
    .where(and(eq(devices.id, deviceId), eq(devices.accountId, scope.accountId)))
    .for("no key update");
  if (!device) throw new AppError("forbidden", "This device is unknown.");
  return device;
}

export async function findUploadBatch(tx: Tx, key: BatchKey) {
  const [batch] = await tx
    .select({ contentHash: uploadBatches.contentHash, answer: uploadBatches.answer })
    .from(uploadBatches)
    .where(and(eq(uploadBatches.deviceId, key.deviceId), eq(uploadBatches.batchId, key.batchId)));
  return batch ?? null;
}

export interface StoredBatch extends BatchKey {
  contentHash: string;
  answer: UploadAnswer;
  receivedAt: Date;
}

/** Keeps the answer of a batch, for the sender who did not get it. */
export async function insertUploadBatch(tx: Tx, batch: StoredBatch): Promise<void> {
  await tx.insert(uploadBatches).values(batch);
}

/** Which vehicle a device sat in from when (inclusive) to when (exclusive), epoch ms; open ends are infinite. */
export interface DeviceStay {
  vehicleId: number;
  fromMs: number;
  toMs: number;
}

export async function listDeviceStays(tx: Tx, scope: Scope, deviceId: number): Promise<DeviceStay[]> {
  const rows = await tx
    .select({ vehicleId: deviceAssignments.vehicleId, validFrom: deviceAssignments.validFrom, validTo: deviceAssignments.validTo })
    .from(deviceAssignments)
    .where(and(eq(deviceAssignments.deviceId, deviceId), eq(deviceAssignments.accountId, scope.accountId)))
    .orderBy(deviceAssignments.id);
  return rows.map(({ vehicleId, validFrom, validTo }) => ({
    vehicleId,
    fromMs: validFrom?.getTime() ?? Number.NEGATIVE_INFINITY,
    toMs: validTo?.getTime() ?? Number.POSITIVE_INFINITY,
  }));
}

/** Notes the upload and what the adapter newly said of itself. The caller holds the device's row lock. */
export async function updateDevice(tx: Tx, deviceId: number, at: Date, report: DeviceReport | null): Promise<void> {
  const { atMs, ...said } = report ?? {};
  const reported = atMs === undefined ? {} : { ...said, reportedAt: new Date(atMs) };
  await tx
    .update(devices)
    .set({ lastUploadAt: at, ...reported })
    .where(eq(devices.id, deviceId));
}
