/** Carnot numbers the parts of an adapter; ours have no such numbers, so three stable ones of 24 bits come from the adapter's uid. */
export function toHardwareNumbers(uid: string): { stmid: number; nrfid: number; hwid: number } {
  const hex = uid.replaceAll("-", "");
  const part = (start: number) => Number.parseInt(hex.slice(start, start + 6), 16);
  // The digits between 12 and 17 hold the version and variant of the uuid, which are the same for all.
  return { stmid: part(0), nrfid: part(6), hwid: part(26) };
}
