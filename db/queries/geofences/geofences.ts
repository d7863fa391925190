import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { all, type Queryable, visibleVehicles } from "#db/queries/visibility.ts";
import { geofenceStays, geofences } from "#db/schema/geofences.ts";
import { vehicleStates, vehicles } from "#db/schema/vehicles.ts";
import type { GeofenceShape } from "#server/domain/alerts/alert.ts";
import { type Fix, isBelievable } from "#server/domain/alerts/fence-walk.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";

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

/**
 * Held until the transaction ends. Shared by those who follow a car across the borders, alone by who draws one: so that nobody stores
 * who is inside an older border after the new one.
 */
export async function lockGeofences(tx: Tx, accountId: number, by: "watcher" | "editor"): Promise<void> {
  const lock = sql.raw(by === "watcher" ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock");
  await tx.execute(sql`select ${lock}(hashtextextended('geofences:' || ${accountId}::text, 0))`);
}

/** The newest position of each vehicle of the account that has a believable one. */
export async function listNewestFixes(tx: Tx, scope: Scope): Promise<(Fix & { vehicleId: number })[]> {
  const position = sql<NonNullable<VehicleSignals["position"]>>`${vehicleStates.signals} -> 'position'`;
  const rows = await tx
    .select({ vehicleId: vehicleStates.vehicleId, position })
    .from(vehicleStates)
    .where(and(eq(vehicleStates.accountId, scope.accountId), sql`${position} is not null`));
  return rows.flatMap(({ vehicleId, position: { value, atMs } }) => (isBelievable(value) ? [{ vehicleId, atMs, ...value }] : []));
}

/** Writes who is inside a geofence that nothing is known of yet. */
export async function insertStays(tx: Tx, geofenceId: number, stays: readonly { vehicleId: number; inside: boolean; atMs: number }[]) {
  if (stays.length === 0) return;
  const rows = stays.map(({ vehicleId, inside, atMs }) => ({ vehicle_id: vehicleId, inside, at: new Date(atMs) }));
  await tx.execute(sql`
    insert into geofence_stays (geofence_id, vehicle_id, inside, at)
    select ${geofenceId}, n.vehicle_id, n.inside, n.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (vehicle_id bigint, inside boolean, at timestamptz)`);
}

/** Forgets who was inside: with another shape every car is seen for the first time. */
export async function deleteStays(tx: Queryable, geofenceId: number): Promise<void> {
  await tx.delete(geofenceStays).where(inArray(geofenceStays.geofenceId, [geofenceId]));
}
