import { and, asc, eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { visibleVehicles } from "#db/queries/visibility.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import type { Scope } from "#server/domain/scope.ts";

export type Vehicle = typeof vehicles.$inferSelect;
type Fixed = "id" | "uid" | "accountId" | "createdAt";
export type NewVehicle = Omit<typeof vehicles.$inferInsert, Fixed | "updatedAt">;
/** Absent and undefined columns stay as they are. */
export type VehicleChange = { [Column in keyof NewVehicle]?: NewVehicle[Column] | undefined } & { updatedAt: Date };

export async function insertVehicle(tx: Db | Tx, scope: Scope, vehicle: NewVehicle): Promise<Vehicle> {
  const rows = await tx
    .insert(vehicles)
    .values({ ...vehicle, accountId: scope.accountId })
    .returning();
  const inserted = rows[0];
  if (!inserted) throw new Error("The insert returned no vehicle.");
  return inserted;
}

/** The vehicles a scope may see, at a moment: drivers see those assigned to them so far. */
export async function listVehicles(db: Db | Tx, scope: Scope, at: Date): Promise<Vehicle[]> {
  return db
    .select()
    .from(vehicles)
    .where(visibleVehicles(scope, at, "ever"))
    .orderBy(asc(vehicles.id));
}

function vehicleOf(scope: Scope, vehicleId: number) {
  return and(eq(vehicles.accountId, scope.accountId), eq(vehicles.id, vehicleId));
}

/** A vehicle of the account, for commands that manage it; null for a foreign one too. */
export async function findVehicle(db: Db | Tx, scope: Scope, vehicleId: number): Promise<Vehicle | null> {
  const rows = await db.select().from(vehicles).where(vehicleOf(scope, vehicleId));
  return rows[0] ?? null;
}

/** Changes what is given; null when the account has no such vehicle. */
export async function updateVehicle(tx: Db | Tx, scope: Scope, vehicleId: number, change: VehicleChange): Promise<Vehicle | null> {
  const rows = await tx.update(vehicles).set(change).where(vehicleOf(scope, vehicleId)).returning();
  return rows[0] ?? null;
}
