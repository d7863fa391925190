/** What Next hands a page as its query. */
export type PageQuery = Record<string, string | string[] | undefined>;

/** A page's query as URLSearchParams; of a name given twice the first counts. */
export function toSearchParams(query: PageQuery): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) params.set(name, first);
  }
  return params;
}

/** The same with every value: for what is refused when it is there twice. */
export function toAllParams(query: PageQuery): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, value = []]) => [value].flat().map((one): [string, string] => [name, one])),
  );
}
