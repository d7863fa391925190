/** Numbers above are milliseconds, others seconds: as seconds it is the year 5138, as milliseconds 1973. */
const mostSeconds = 1e11;
/** The end of the year 9999, epoch milliseconds. */
const lastMs = 253_402_300_799_999;

/**
 * A moment as clients of these APIs send one: epoch seconds, whole or with decimals, or epoch milliseconds. What lies before 1970
 * or after 9999 is taken as that end. Null for what is no number.
 */
export function readMoment(text: string): Date | null {
  if (!/^[+-]?\d+(\.\d*)?$/.test(text)) return null;
  const number = Number(text);
  const atMs = Math.abs(number) > mostSeconds ? number : number * 1000;
  return new Date(Math.min(Math.max(Math.round(atMs), 0), lastMs));
}
