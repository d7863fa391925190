import { and, asc, desc, eq, gte, isNotNull, lte, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { reportCards } from "#db/schema/scoring.ts";
import { uploadBatches } from "#db/schema/telemetry.ts";
import { trips } from "#db/schema/trips.ts";
import { deviceAssignments, devices, vehicles } from "#db/schema/vehicles.ts";
import type { Scope } from "#server/domain/scope.ts";

/** A device as the command line finds it: by serial, in every account or in the one of a name. */
export interface ImportTarget {
  deviceId: number;
  serial: string;
  accountId: number;
  accountName: string;
  revokedAt: Date | null;
}

/** For the command line alone, which stands above all accounts. */
export async function listImportTargets(db: Db | Tx, args: { serial: string; accountName?: string | undefined }): Promise<ImportTarget[]> {
  return db
    .select({
      deviceId: devices.id,
      serial: devices.serial,
      accountId: accounts.id,
      accountName: accounts.name,
      revokedAt: devices.revokedAt,
    })
    .from(devices)
    .innerJoin(accounts, eq(accounts.id, devices.accountId))
    .where(and(eq(devices.serial, args.serial), args.accountName === undefined ? undefined : eq(accounts.name, args.accountName)))
    .orderBy(asc(accounts.id));
}

/** Ids of a device's stored batches that begin so, in order of arrival. */
export async function listStoredBatchIds(db: Db | Tx, scope: Scope, args: { deviceId: number; prefix: string }): Promise<string[]> {
  const rows = await db
    .select({ batchId: uploadBatches.batchId })
    .from(uploadBatches)
    .innerJoin(devices, eq(devices.id, uploadBatches.deviceId))
    .where(
      and(
        eq(devices.accountId, scope.accountId),
        eq(uploadBatches.deviceId, args.deviceId),
        isNotNull(uploadBatches.answer),
        sql`starts_with(${uploadBatches.batchId}, ${args.prefix})`,
      ),
    )
    .orderBy(asc(uploadBatches.id));
  return rows.map((row) => row.batchId);
}

/** The time of a device's newest sample, null when it has none. */
export async function findNewestSampleAt(db: Db | Tx, scope: Scope, args: { deviceId: number }): Promise<Date | null> {
  const rows = await db.execute<{ at: string | Date }>(sql`
    select at from samples
    where device_id = (select id from ${devices} where id = ${args.deviceId} and account_id = ${scope.accountId})
    order by at desc limit 1`);
  const at = rows[0]?.at;
  return at === undefined ? null : new Date(at);
}

/** Vehicles the device sits in at some time between the two moments. */
export async function listVehiclesOfDevice(db: Db | Tx, scope: Scope, args: { deviceId: number; from: Date; to: Date }) {
  const { deviceId, from, to } = args;
  return db
    .selectDistinct({ id: vehicles.id, name: vehicles.name })
    .from(deviceAssignments)
    .innerJoin(vehicles, eq(vehicles.id, deviceAssignments.vehicleId))
    .where(
      and(
        eq(deviceAssignments.accountId, scope.accountId),
        eq(deviceAssignments.deviceId, deviceId),
        sql`(${deviceAssignments.validFrom} is null or ${deviceAssignments.validFrom} <= ${to.toISOString()}::timestamptz)`,
        sql`(${deviceAssignments.validTo} is null or ${deviceAssignments.validTo} > ${from.toISOString()}::timestamptz)`,
      ),
    )
    .orderBy(asc(vehicles.id));
}

/** The trips of a vehicle that touch the stretch of time, oldest first, with what a summary tells. */
export async function listTripsBetween(db: Db | Tx, scope: Scope, args: { vehicleId: number; from: Date; to: Date }) {
  return db
    .select({
      id: trips.id,
      startedAt: trips.startedAt,
      endedAt: trips.endedAt,
      distanceM: trips.distanceM,
      driveScore: reportCards.driveScore,
    })
    .from(trips)
    .leftJoin(reportCards, eq(reportCards.tripId, trips.id))
    .where(
      and(
        eq(trips.accountId, scope.accountId),
        eq(trips.vehicleId, args.vehicleId),
        lte(trips.startedAt, args.to),
        gte(trips.endedAt, args.from),
      ),
    )
    .orderBy(asc(trips.startedAt), desc(trips.id));
}

/** The jobs of these queues that are due or at work, and the error of one that failed and waits for its next try. */
export async function findJobProgress(
  db: Db | Tx,
  args: { queues: readonly string[] },
): Promise<{ due: number; lastError: string | null }> {
  const names = sql.join(
    args.queues.map((queue) => sql`${queue}`),
    sql`, `,
  );
  const rows = await db.execute<{ due: number; lastError: string | null }>(sql`
    select count(*) filter (where run_at <= now() and attempts < max_attempts)::int as due, max(last_error) as "lastError"
    from graphile_worker.jobs where queue_name in (${names})`);
  return rows[0] ?? { due: 0, lastError: null };
}
