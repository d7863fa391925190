import { z } from "zod";
import {
  type AccountModel,
  deleteVehicleModel,
  listAccountModels,
  type ModelLinks,
  maxAccountModels,
  upsertVehicleModel,
} from "#db/queries/vehicles/models.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, rowId } from "#server/commands/fields.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { findKnownMake, findKnownModel, findModelIn, foldName } from "#server/domain/vehicles/models/known-models.ts";

const link = z
  .url({ protocol: /^https$/, error: "must be an address that begins with https://" })
  .max(500)
  .nullable();

const named = { make: label(60), model: label(60) };
const newModel = z.strictObject({ ...named, imageUrl: link.default(null), videoUrl: link.default(null) });

/**
 * Adds a make and model to those the account can choose from. A make that is known is written as it is known.
 * Throws `conflict` when the model is known already, however it is spelled.
 */
export async function addVehicleModel({ db }: CommandDeps, scope: Scope, args: z.input<typeof newModel>): Promise<AccountModel> {
  requireManager(scope);
  const { make, model, ...links } = readArgs(newModel, args);
  return db.transaction(async (tx) => {
    const own = await listAccountModels(tx, scope);
    const isKnown = findKnownModel({ make, model }) !== null || findModelIn(own, { make, model }) !== null;
    if (own.length >= maxAccountModels) throw new AppError("conflict", `An account can add ${maxAccountModels} models and no more.`);
    const ownMake = own.find((one) => foldName(one.make) === foldName(make))?.make;
    const spelled = { make: findKnownMake(make) ?? ownMake ?? make, model };
    const added = isKnown ? null : await upsertVehicleModel(tx, scope, { ...spelled, ...links, added: true });
    if (!added) throw new AppError("conflict", `${spelled.make} ${model} is known already.`);
    return added;
  });
}

const modelLinks = z.strictObject({ ...named, imageUrl: link, videoUrl: link });

/**
 * Says where a picture and a film show how the adapter goes into such a car; null takes a link away. `model` may be spelled as one
 * likes. Throws `not_found` for a model that neither we nor the account know.
 */
export async function setModelLinks({ db }: CommandDeps, scope: Scope, args: z.input<typeof modelLinks>): Promise<ModelLinks> {
  requireManager(scope);
  const { make, model, ...links } = readArgs(modelLinks, args);
  await db.transaction(async (tx) => {
    const own = findModelIn(await listAccountModels(tx, scope), { make, model });
    const spelled = own ?? findKnownModel({ make, model });
    if (!spelled) throw notFound("model");
    const isOver = own !== null && !own.added && links.imageUrl === null && links.videoUrl === null;
    if (isOver) await deleteVehicleModel(tx, scope, own.id);
    else await upsertVehicleModel(tx, scope, { make: spelled.make, model: spelled.model, ...links, added: false });
  });
  return links;
}

const removal = z.strictObject({ modelId: rowId });

/** Takes a model the account added off the list, with its links; cars that are one keep its name. Throws `not_found`. */
export async function removeVehicleModel({ db }: CommandDeps, scope: Scope, args: z.input<typeof removal>): Promise<void> {
  requireManager(scope);
  if (!(await deleteVehicleModel(db, scope, readArgs(removal, args).modelId))) throw notFound("model");
}
