/** The ids of the Automatic documents, made from the uid (a uuid) of a row, and read back. */

const prefixes = { trip: "T_", vehicle: "C_", user: "U_", event: "E_" } as const;
export type PrefixedKind = keyof typeof prefixes;

const digitsOf = (uid: string) => uid.replaceAll("-", "");

/** `T_8e7b567626c26695`: the first 16 hex digits of the uid. */
export function toAutomaticId(kind: PrefixedKind, uid: string): string {
  return prefixes[kind] + digitsOf(uid).slice(0, 16);
}

/** How version 1 and webhooks name a person: 20 hex digits without a prefix. */
export function toLegacyUserId(uid: string): string {
  return digitsOf(uid).slice(0, 20);
}

/** How devices are named: 24 hex digits without a prefix. */
export function toDeviceId(uid: string): string {
  return digitsOf(uid).slice(0, 24);
}

/** All uids that begin with the same digits: a range, which an index on uid serves. */
export interface UidRange {
  from: string;
  to: string;
}

function toRange(digits: string): UidRange {
  const fill = (digit: string) => digits.padEnd(32, digit).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { from: fill("0"), to: fill("f") };
}

/** The uids an id can stand for; null for what is no id of this kind. */
export function readAutomaticId(kind: PrefixedKind, id: string): UidRange | null {
  const digits = id.startsWith(prefixes[kind]) ? id.slice(prefixes[kind].length) : "";
  return /^[0-9a-f]{16}$/.test(digits) ? toRange(digits) : null;
}

/** The uids a device's id can stand for; null for what is none. */
export function readDeviceId(id: string): UidRange | null {
  return /^[0-9a-f]{24}$/.test(id) ? toRange(id) : null;
}
