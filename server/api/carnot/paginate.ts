import type { Context } from "hono";
import { z } from "zod";
import type { IdPage } from "#db/queries/id-pages.ts";

const id = z.coerce.number().int().min(0);

/** How a list is asked for page by page; ids and `limit` as in {@link IdPage}. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(10_000).default(1000).meta({ description: "How many at most." }),
  before: id.optional().meta({ description: "Only lower ids than this." }),
  after: id.optional().meta({ description: "Only higher ids than this." }),
});

export const lowestFirst = "Lowest id first. The header Link names the next page (rel=next), if there is one.";
export const highestFirst = "Highest id first, so the newest. The header Link names the next page (rel=next), if there is one.";

interface Wanted {
  page: IdPage;
  context: Context;
  publicUrl: string;
}

/**
 * Reads one row more than is wanted, to know whether more follow; then the Link header names their page. The ids of a page must
 * rise (`toward: "after"`) or fall (`"before"`).
 */
export async function readPage<T>(
  { page, context, publicUrl }: Wanted,
  toward: "before" | "after",
  idOf: (row: T) => number,
  read: (page: IdPage) => Promise<T[]>,
): Promise<T[]> {
  const rows = await read({ ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  if (rows.length > page.limit && last !== undefined) {
    const next = new URL(context.req.path, publicUrl);
    for (const [name, value] of Object.entries({ ...page, [toward]: idOf(last) })) {
      if (value !== undefined) next.searchParams.set(name, String(value));
    }
    context.header("Link", `<${next.href}>; rel="next"`);
  }
  return shown;
}
