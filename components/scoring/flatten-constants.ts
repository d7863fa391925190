/** All constants of the model as rows, so that none can be left out of the page. Pure. */

type Constant = string | number | boolean | null | readonly Constant[] | { readonly [name: string]: Constant };

/** `{ driver: { priorKm: 25 } }` → `["driver.priorKm", "25"]`. */
export function flattenConstants(value: Constant, path = ""): [name: string, value: string][] {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  const entries = Array.isArray(value) ? value.map((item, index) => [String(index + 1), item] as const) : Object.entries(value);
  return entries.flatMap(([name, item]) => flattenConstants(item, path ? `${path}.${name}` : name));
}
