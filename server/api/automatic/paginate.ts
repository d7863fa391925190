import type { Context } from "hono";
import { z } from "zod";
import type { FactsPage } from "#db/queries/fact-pages.ts";
import type { RouteDeps } from "./deps.ts";

const mostOnPage = 250;

/** How lists of version 2 are asked for page by page. */
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).default(1).meta({ description: "From 1; one past the end is empty." }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .default(10)
    .meta({ description: `Results on a page; more than ${mostOnPage} count as that.` }),
});

/** The answer to a list of such objects. */
export const pageOf = <Result extends z.ZodType>(result: Result) =>
  z.object({
    _metadata: z.object({
      count: z.int().meta({ description: "How many there are on all pages." }),
      next: z.url().nullable(),
      previous: z.url().nullable(),
    }),
    results: z.array(result),
  });

interface Asked {
  context: Context;
  base: RouteDeps["base"];
  /** What the call understands, as it was read; of all else nothing is repeated. */
  query: z.output<typeof pageQuery>;
  /** What the call understands. */
  schema: z.ZodObject;
}

/**
 * A page of a list, with the addresses of its neighbours in the body and in the Link header. They keep all that was asked. Clients
 * split the header at commas and semicolons, which these addresses therefore never hold.
 */
export async function answerPage<Result>(
  { context, base, query, schema }: Asked,
  read: (page: FactsPage) => Promise<{ results: Result[]; total: number }>,
) {
  const limit = Math.min(query.limit, mostOnPage);
  const { results, total } = await read({ offset: (query.page - 1) * limit, limit });
  const pages = Math.max(1, Math.ceil(total / limit));
  const address = (page: number) => addressOf(context, base, schema, { limit, page });
  const next = query.page < pages ? address(query.page + 1) : null;
  const previous = query.page > 1 ? address(Math.min(query.page - 1, pages)) : null;
  const links = Object.entries({ next, previous }).flatMap(([rel, url]) => (url ? [`<${url}>; rel="${rel}"`] : []));
  if (links.length > 0) context.header("Link", links.join(", "));
  return { _metadata: { count: total, next, previous }, results };
}

function addressOf(context: Context, base: string, schema: z.ZodObject, page: Record<string, number>): string {
  const asked = new URL(context.req.url).searchParams;
  const kept = new URLSearchParams();
  for (const name of Object.keys(schema.shape)) {
    const value = page[name] ?? asked.getAll(name).at(-1);
    if (value !== undefined) kept.set(name, String(value));
  }
  const path = context.req.path.replace(/^\/api\/automatic/, "").replace(/\/*$/, "/");
  return `${base}${path}?${kept}`;
}
