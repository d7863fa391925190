import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { AppError } from "#server/domain/errors.ts";
import type { Check } from "./check.ts";
import type { Garage } from "./garage.ts";
import { validateCarobd } from "./validate-carobd.ts";
import { validateCmap } from "./validate-cmap.ts";
import { validateCycles } from "./validate-cycles.ts";
import { validateEnvirocar } from "./validate-envirocar.ts";
import { validateOpenxc } from "./validate-openxc.ts";

type Validator = (garage: Garage, folder: string) => Promise<Check[]>;

/** Which folders hold what, by the beginning of their name. */
const validators: Record<string, Validator> = {
  cmap: validateCmap,
  envirocar: validateEnvirocar,
  "drive-cycles": validateCycles,
  carobd: validateCarobd,
  openxc: validateOpenxc,
};

export interface DataSet {
  name: string;
  folder: string;
  validate: Validator;
}

/** The known sets in a folder, or the folder itself when it is one. Throws AppError when there is none. */
export async function findSets(directory: string): Promise<DataSet[]> {
  if (!existsSync(directory)) throw new AppError("not_found", `There is no folder ${directory}.`);
  const names = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const folders = [resolve(directory), ...names.sort().map((name) => join(resolve(directory), name))];
  const sets = folders.flatMap((folder) => toSet(folder) ?? []);
  if (sets.length === 0) {
    throw new AppError(
      "not_found",
      `${directory} holds no known set: folders named ${Object.keys(validators).join("*, ")}* are looked for.`,
    );
  }
  return sets;
}

function toSet(folder: string): DataSet | undefined {
  const name = basename(folder);
  const known = Object.entries(validators).find(([prefix]) => name.startsWith(prefix));
  return known && { name, folder, validate: known[1] };
}
