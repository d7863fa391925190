/** How version 2 writes values, and which of them an app may see. */
import type { AppScope } from "#server/domain/apps/scopes.ts";
import type { Viewer } from "./facts.ts";
import { type PrefixedKind, toAutomaticId } from "./ids.ts";

/** The fields if the person has allowed all that they need, else none: what may not be seen is left out. */
export function granted<Fields extends object>(
  { scopes }: Pick<Viewer, "scopes">,
  needs: readonly AppScope[],
  fields: () => Fields,
): Partial<Fields> {
  return needs.every((scope) => scopes.has(scope)) ? fields() : {};
}

/** The address of a trip, a vehicle or a user, `…/trip/T_8e7b567626c24695/`: what clients join objects by, so always written alike. */
export function toUrl({ base }: Pick<Viewer, "base">, kind: PrefixedKind, uid: string): string {
  return `${base}/${kind}/${toAutomaticId(kind, uid)}/`;
}

export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

export function roundOrNull(value: number | null, digits: number): number | null {
  return value === null ? null : round(value, digits);
}
