/**
 * The common makes and models of India, Europe and North America, without trims and years. Only for the server: the browser asks for
 * what it needs of them.
 */
import { americanModels } from "./american.ts";
import { asianModels } from "./asian.ts";
import { europeanModels } from "./european.ts";

/** A make and one of its models, written as their maker does. */
export interface VehicleModel {
  make: string;
  model: string;
}

const modelsByMake = new Map<string, string[]>();
for (const [make, models] of Object.entries({ ...asianModels, ...europeanModels, ...americanModels })) {
  modelsByMake.set(make, models.split(/,\s*/));
}

/** Under which two spellings are the same name: case and accents do not count, nor do spaces around it. */
export function foldName(name: string): string {
  return name.trim().normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

const makesByFold = new Map([...modelsByMake.keys()].map((make) => [foldName(make), make]));

/** In order of the alphabet, numbers by size, each name once however it is spelled; the first spelling stays. */
export function sortNames(names: readonly string[]): string[] {
  const unique = new Map<string, string>();
  for (const name of names) if (!unique.has(foldName(name))) unique.set(foldName(name), name);
  return [...unique.values()].sort((a, b) => a.localeCompare(b, "en", { numeric: true, sensitivity: "base" }));
}

/** The makes we know, by name. */
export function listKnownMakes(): string[] {
  return sortNames([...modelsByMake.keys()]);
}

/** The models we know of a make, however it is spelled, by name; none of a make we do not know. */
export function listKnownModels(make: string): string[] {
  return sortNames(modelsByMake.get(findKnownMake(make) ?? "") ?? []);
}

/** A make we know as it is written, however it was spelled. */
export function findKnownMake(make: string): string | null {
  return makesByFold.get(foldName(make)) ?? null;
}

/** A model we know as it is written, however it was spelled. */
export function findKnownModel({ make, model }: VehicleModel): VehicleModel | null {
  const known = findKnownMake(make);
  const found = modelsByMake.get(known ?? "")?.find((name) => foldName(name) === foldName(model));
  return known === null || found === undefined ? null : { make: known, model: found };
}

/** The one of some models that goes by this name, however it is spelled. */
export function findModelIn<Model extends VehicleModel>(models: readonly Model[], { make, model }: VehicleModel): Model | null {
  return models.find((one) => foldName(one.make) === foldName(make) && foldName(one.model) === foldName(model)) ?? null;
}
