/** The one place that turns our two ids (integer and uuid) into those of other dialects. */

export type AutomaticKind = "trip" | "vehicle" | "user";

const automaticPrefix: Record<AutomaticKind, string> = { trip: "T", vehicle: "C", user: "U" };

/** Automatic's form: a prefix and the first 16 hex digits of the uuid, `T_0123456789abcdef`. */
export function toAutomaticId(kind: AutomaticKind, uid: string): string {
  return `${automaticPrefix[kind]}_${uid.replaceAll("-", "").slice(0, 16)}`;
}

/** Parses a positive integer id from a path or query; undefined when it is not one (so that it answers like a missing row). */
export function parseId(text: string): number | undefined {
  if (!/^[1-9]\d{0,15}$/.test(text)) return undefined;
  const id = Number(text);
  return Number.isSafeInteger(id) ? id : undefined;
}
