/** The one place that reads ids from text; the ids of other systems' dialects will be made from ours here. */

/** A positive integer id from a path or query; undefined when it is not one, so that it answers like a missing row. */
export function parseId(text: string): number | undefined {
  if (!/^[1-9]\d{0,15}$/.test(text)) return undefined;
  const id = Number(text);
  return Number.isSafeInteger(id) ? id : undefined;
}
