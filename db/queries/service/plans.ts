import { eq, isNull } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { all } from "#db/queries/visibility.ts";
import { servicePlans } from "#db/schema/service.ts";
import type { Scope } from "#server/domain/scope.ts";

export type ServicePlan = typeof servicePlans.$inferSelect;
export type NewServicePlan = Omit<typeof servicePlans.$inferInsert, "id" | "uid" | "accountId" | "archivedAt">;
type Changing = "name" | "everyKm" | "everyMonths" | "everyEngineHours" | "lastOn" | "lastKm" | "lastEngineHours" | "archivedAt";
/** Absent and undefined columns stay as they are. */
export type ServicePlanChange = { [Column in Changing]?: ServicePlan[Column] | undefined };

function planOf(scope: Scope, planId: number) {
  return all(eq(servicePlans.accountId, scope.accountId), eq(servicePlans.id, planId));
}

export async function insertServicePlan(tx: Db | Tx, scope: Scope, plan: NewServicePlan): Promise<ServicePlan> {
  const [inserted] = await tx
    .insert(servicePlans)
    .values({ ...plan, accountId: scope.accountId })
    .returning();
  if (!inserted) throw new Error("The insert returned no service plan.");
  return inserted;
}

/** A plan of the account, held against other changes until the transaction ends; null for a foreign one too. */
export async function lockServicePlan(tx: Tx, scope: Scope, planId: number): Promise<ServicePlan | null> {
  const [plan] = await tx.select().from(servicePlans).where(planOf(scope, planId)).for("update");
  return plan ?? null;
}

/** Changes what is given; null when the account has no such plan. */
export async function updateServicePlan(tx: Db | Tx, scope: Scope, planId: number, change: ServicePlanChange): Promise<ServicePlan | null> {
  const [plan] = await tx.update(servicePlans).set(change).where(planOf(scope, planId)).returning();
  return plan ?? null;
}

/** How many plans of a car are in force. */
export async function countServicePlans(db: Db | Tx, scope: Scope, vehicleId: number): Promise<number> {
  const ofVehicle = all(eq(servicePlans.accountId, scope.accountId), eq(servicePlans.vehicleId, vehicleId));
  return db.$count(servicePlans, all(ofVehicle, isNull(servicePlans.archivedAt)));
}
