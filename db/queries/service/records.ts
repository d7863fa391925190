import { desc, eq, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { all } from "#db/queries/visibility.ts";
import { documents } from "#db/schema/documents.ts";
import { serviceRecords } from "#db/schema/service.ts";
import { vehicleStates } from "#db/schema/vehicles.ts";
import type { Scope } from "#server/domain/scope.ts";

export type ServiceRecord = typeof serviceRecords.$inferSelect;
export type NewServiceRecord = Omit<typeof serviceRecords.$inferInsert, "id" | "uid" | "accountId">;

export async function insertServiceRecord(tx: Db | Tx, scope: Scope, record: NewServiceRecord): Promise<ServiceRecord> {
  const [inserted] = await tx
    .insert(serviceRecords)
    .values({ ...record, accountId: scope.accountId })
    .returning();
  if (!inserted) throw new Error("The insert returned no service record.");
  return inserted;
}

/** Deletes a record and says what it was; null when the account has no such record. */
export async function deleteServiceRecord(tx: Db | Tx, scope: Scope, recordId: number): Promise<ServiceRecord | null> {
  const ofAccount = eq(serviceRecords.accountId, scope.accountId);
  const [record] = await tx
    .delete(serviceRecords)
    .where(all(ofAccount, eq(serviceRecords.id, recordId)))
    .returning();
  return record ?? null;
}

/** The last time the work of a plan was done; null when it never was. */
export async function findNewestRecordOfPlan(tx: Db | Tx, scope: Scope, planId: number): Promise<ServiceRecord | null> {
  const [record] = await tx
    .select()
    .from(serviceRecords)
    .where(all(eq(serviceRecords.accountId, scope.accountId), eq(serviceRecords.planId, planId)))
    .orderBy(desc(serviceRecords.doneOn), desc(serviceRecords.id))
    .limit(1);
  return record ?? null;
}

/** Whether a paper belongs to the car and has not been set aside. */
export async function hasDocument(tx: Db | Tx, scope: Scope, args: { documentId: number; vehicleId: number }): Promise<boolean> {
  const ofVehicle = all(eq(documents.accountId, scope.accountId), eq(documents.vehicleId, args.vehicleId), isNull(documents.removedAt));
  return (await tx.$count(documents, all(ofVehicle, eq(documents.id, args.documentId)))) > 0;
}

/** The newest reading of a car's odometer, km; null when the car does not tell it. */
export async function findOdometerKm(tx: Db | Tx, scope: Scope, vehicleId: number): Promise<number | null> {
  const [state] = await tx
    .select({ odometerKm: sql<number | null>`(${vehicleStates.signals} #>> '{odometerKm,value}')::float8` })
    .from(vehicleStates)
    .where(all(eq(vehicleStates.accountId, scope.accountId), eq(vehicleStates.vehicleId, vehicleId)));
  return state?.odometerKm ?? null;
}
