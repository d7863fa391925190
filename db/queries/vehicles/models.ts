/** Makes and models: ours with those the account added, and the links it set for any of them. */
import { and, asc, eq, sql } from "drizzle-orm";
import type { Queryable } from "#db/queries/visibility.ts";
import { vehicleModels } from "#db/schema/vehicles.ts";
import type { Scope } from "#server/domain/scope.ts";
import {
  findModelIn,
  foldName,
  listKnownMakes,
  listKnownModels,
  sortNames,
  type VehicleModel,
} from "#server/domain/vehicles/models/known-models.ts";

/** Where a picture and a film show how the adapter goes into such a car; null when nobody said. */
export interface ModelLinks {
  imageUrl: string | null;
  videoUrl: string | null;
}

/** A model the account added, or one of ours it set links for. */
export interface AccountModel extends VehicleModel, ModelLinks {
  id: number;
  /** False for one of ours. */
  added: boolean;
}

const columns = {
  id: vehicleModels.id,
  make: vehicleModels.make,
  model: vehicleModels.model,
  imageUrl: vehicleModels.imageUrl,
  videoUrl: vehicleModels.videoUrl,
  added: vehicleModels.added,
};

/** What the account added or set links for, by name. An account has at most {@link maxAccountModels}. */
export async function listAccountModels(db: Queryable, scope: Scope): Promise<AccountModel[]> {
  return db
    .select(columns)
    .from(vehicleModels)
    .where(eq(vehicleModels.accountId, scope.accountId))
    .orderBy(asc(sql`lower(${vehicleModels.make})`), asc(sql`lower(${vehicleModels.model})`), asc(vehicleModels.id))
    .limit(maxAccountModels);
}

/** More than this an account cannot add. */
export const maxAccountModels = 2000;

/** Our makes and the account's own, by name, each once. */
export async function listMakes(db: Queryable, scope: Scope): Promise<string[]> {
  const own = await listAccountModels(db, scope);
  return sortNames([...listKnownMakes(), ...own.map(({ make }) => make)]);
}

/** The models of a make, ours and the account's own, by name; upper and lower case do not count. None of an unknown make. */
export async function listModels(db: Queryable, scope: Scope, { make }: { make: string }): Promise<string[]> {
  const own = await listAccountModels(db, scope);
  const wanted = foldName(make);
  return sortNames([...listKnownModels(make), ...own.flatMap((one) => (foldName(one.make) === wanted ? one.model : []))]);
}

/** The links of a model, however it is spelled; nulls where none are set and for a model nobody knows. */
export async function getModelLinks(db: Queryable, scope: Scope, named: VehicleModel): Promise<ModelLinks> {
  const own = findModelIn(await listAccountModels(db, scope), named);
  return { imageUrl: own?.imageUrl ?? null, videoUrl: own?.videoUrl ?? null };
}

/** Adds a model, or sets the links of one; null when `added` is true and it exists already. */
export async function upsertVehicleModel(
  tx: Queryable,
  scope: Scope,
  { make, model, imageUrl, videoUrl, added }: Omit<AccountModel, "id">,
): Promise<AccountModel | null> {
  const insert = tx.insert(vehicleModels).values({ accountId: scope.accountId, make, model, imageUrl, videoUrl, added });
  const key = [vehicleModels.accountId, vehicleModels.make, vehicleModels.model];
  const written = added ? insert.onConflictDoNothing() : insert.onConflictDoUpdate({ target: key, set: { imageUrl, videoUrl } });
  const [row] = await written.returning(columns);
  return row ?? null;
}

/** Removes a model the account added, or the links it set for one of ours; false when the account has no such row. */
export async function deleteVehicleModel(tx: Queryable, scope: Scope, modelId: number): Promise<boolean> {
  const rows = await tx
    .delete(vehicleModels)
    .where(and(eq(vehicleModels.accountId, scope.accountId), eq(vehicleModels.id, modelId)))
    .returning({ id: vehicleModels.id });
  return rows.length > 0;
}
