import { and, asc, eq, inArray } from "drizzle-orm";
import type { GeofenceShape } from "#server/domain/alerts/alert.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { geofenceStays, geofences } from "../schema/alerts.ts";
import { vehicles } from "../schema/vehicles.ts";
import { all, type Queryable, visibleVehicles } from "./visibility.ts";

export type Geofence = typeof geofences.$inferSelect;

export interface GeofenceVisitor {
  geofenceId: number;
  vehicle: { id: number; name: string };
  /** When it came in; null: it was inside when first seen. */
  since: Date | null;
  /** Time of the newest position that was looked at. */
  at: Date;
}

/** The account's geofences with the cars inside that the scope may see now. */
export async function listGeofences(db: Queryable, scope: Scope, args: { at: Date }) {
  const [rows, visitors] = await Promise.all([listPlainGeofences(db, scope), listVisitors(db, scope, args)]);
  return rows.map((row) => ({ ...row, inside: visitors.filter(({ geofenceId }) => geofenceId === row.id) }));
}

export async function getGeofence(db: Queryable, scope: Scope, args: { geofenceId: number; at: Date }) {
  const found = (await listGeofences(db, scope, args)).find(({ id }) => id === args.geofenceId);
  if (!found) throw notFound("geofence");
  return found;
}

/** The account's geofences by name. */
export async function listPlainGeofences(db: Queryable, scope: Scope): Promise<Geofence[]> {
  return db.select().from(geofences).where(eq(geofences.accountId, scope.accountId)).orderBy(asc(geofences.name));
}

async function listVisitors(db: Queryable, scope: Scope, args: { at: Date }): Promise<GeofenceVisitor[]> {
  return db
    .select({
      geofenceId: geofenceStays.geofenceId,
      vehicle: { id: vehicles.id, name: vehicles.name },
      since: geofenceStays.since,
      at: geofenceStays.at,
    })
    .from(geofenceStays)
    .innerJoin(vehicles, eq(vehicles.id, geofenceStays.vehicleId))
    .where(all(visibleVehicles(scope, args.at, "now"), eq(geofenceStays.inside, true)))
    .orderBy(asc(vehicles.name));
}

const geofenceOf = (scope: Scope, geofenceId: number) => and(eq(geofences.accountId, scope.accountId), eq(geofences.id, geofenceId));

/** Null when the name is taken. */
export async function insertGeofence(
  tx: Queryable,
  scope: Scope,
  values: { name: string; shape: GeofenceShape },
): Promise<Geofence | null> {
  const rows = await tx
    .insert(geofences)
    .values({ ...values, accountId: scope.accountId })
    .onConflictDoNothing()
    .returning();
  return rows[0] ?? null;
}

/** A geofence of the account; null for a foreign one too. */
export async function findGeofence(db: Queryable, scope: Scope, geofenceId: number): Promise<Geofence | null> {
  const rows = await db.select().from(geofences).where(geofenceOf(scope, geofenceId));
  return rows[0] ?? null;
}

/** The geofence of a name, or null. */
export async function findGeofenceNamed(db: Queryable, scope: Scope, name: string): Promise<Geofence | null> {
  const rows = await db
    .select()
    .from(geofences)
    .where(and(eq(geofences.accountId, scope.accountId), eq(geofences.name, name)));
  return rows[0] ?? null;
}

export async function updateGeofence(
  tx: Queryable,
  scope: Scope,
  geofenceId: number,
  change: { name?: string; shape?: GeofenceShape; updatedAt: Date },
): Promise<Geofence | null> {
  const rows = await tx.update(geofences).set(change).where(geofenceOf(scope, geofenceId)).returning();
  return rows[0] ?? null;
}

/** What was removed; null when the account has no such geofence. */
export async function deleteGeofence(tx: Queryable, scope: Scope, geofenceId: number): Promise<Geofence | null> {
  const rows = await tx.delete(geofences).where(geofenceOf(scope, geofenceId)).returning();
  return rows[0] ?? null;
}

/** Forgets who was inside: with another shape every car is seen for the first time. */
export async function deleteStays(tx: Queryable, geofenceId: number): Promise<void> {
  await tx.delete(geofenceStays).where(inArray(geofenceStays.geofenceId, [geofenceId]));
}
