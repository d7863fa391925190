import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import {
  deleteGeofence,
  deleteStays,
  findGeofence,
  findGeofenceNamed,
  type Geofence,
  insertGeofence,
  insertStays,
  listNewestFixes,
  listPlainGeofences,
  lockGeofences,
  updateGeofence,
} from "#db/queries/geofences/geofences.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, rowId } from "#server/commands/fields.ts";
import { changesBetween, pickValues } from "#server/domain/accounts/audit/changes.ts";
import { createSideTeller } from "#server/domain/alerts/geofence.ts";
import { geofenceShape } from "#server/domain/alerts/geofence-schema.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

const newGeofence = z.strictObject({ name: label(80), shape: geofenceShape });

/** Every position is held against every geofence. */
const maxGeofences = 200;

/** What the audit log keeps of a geofence. */
const audited = ["name", "shape"];

const taken = (name: string) => new AppError("conflict", `There is a geofence named "${name}" already.`);

/** Makes a geofence. Cars that are inside already raise nothing until they come or go. Throws `conflict` when the name is taken. */
export async function createGeofence({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof newGeofence>): Promise<Geofence> {
  requireManager(scope);
  const { name, shape } = readArgs(newGeofence, args);
  return db.transaction(async (tx) => {
    await lockGeofences(tx, scope.accountId, "editor");
    if ((await listPlainGeofences(tx, scope)).length >= maxGeofences) {
      throw new AppError("conflict", `An account has at most ${maxGeofences} geofences.`);
    }
    const geofence = await insertGeofence(tx, scope, { name, shape });
    if (!geofence) throw taken(name);
    await placeVehicles(tx, scope, geofence);
    await appendAudit(tx, scope, { at: now(), action: "geofence.created", subject: geofence, after: pickValues(geofence, audited) });
    return geofence;
  });
}

/** Notes by the newest positions who is inside a border that was just drawn; cars too near it to tell are left to their next position. */
async function placeVehicles(tx: Tx, scope: Scope, { id, shape }: Geofence): Promise<void> {
  const isInside = createSideTeller(shape);
  const stays = (await listNewestFixes(tx, scope)).flatMap(({ vehicleId, lat, lon, accuracyM, atMs }) => {
    const inside = isInside(lat, lon, accuracyM);
    return inside === null ? [] : [{ vehicleId, inside, atMs }];
  });
  await insertStays(tx, id, stays);
}

const geofenceChange = z.strictObject({ geofenceId: rowId, name: label(80).optional(), shape: geofenceShape.optional() });

/** Renames a geofence or draws another border, for which every car is seen for the first time. */
export async function changeGeofence({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof geofenceChange>): Promise<Geofence> {
  requireManager(scope);
  const { geofenceId, name, shape } = readArgs(geofenceChange, args);
  if (name === undefined && !shape) throw new AppError("bad_request", "Nothing to change.");
  return db.transaction(async (tx) => {
    if (shape) await lockGeofences(tx, scope.accountId, "editor");
    const before = await findGeofence(tx, scope, geofenceId);
    if (!before) throw notFound("geofence");
    const other = name === undefined ? null : await findGeofenceNamed(tx, scope, name);
    if (other && other.id !== geofenceId) throw taken(other.name);
    const change = { ...(name !== undefined && { name }), ...(shape && { shape }), updatedAt: now() };
    const changed = await updateGeofence(tx, scope, geofenceId, change);
    if (!changed) throw notFound("geofence");
    if (shape) {
      await deleteStays(tx, geofenceId);
      await placeVehicles(tx, scope, changed);
    }
    const changes = changesBetween(before, changed, audited);
    await appendAudit(tx, scope, { at: now(), action: "geofence.changed", subject: changed, ...changes });
    return changed;
  });
}

const named = z.strictObject({ geofenceId: rowId });

/** Removes a geofence and answers with what it was, so that it can be made again. Throws `not_found`. */
export async function removeGeofence({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof named>): Promise<Geofence> {
  requireManager(scope);
  const { geofenceId } = readArgs(named, args);
  return db.transaction(async (tx) => {
    const geofence = await deleteGeofence(tx, scope, geofenceId);
    if (!geofence) throw notFound("geofence");
    await appendAudit(tx, scope, { at: now(), action: "geofence.removed", subject: geofence, before: pickValues(geofence, audited) });
    return geofence;
  });
}
