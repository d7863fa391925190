import type { Context } from "hono";
import { z } from "zod";

const mostPerPage = 250;

/** How lists of version 1 are asked for page by page. */
export const v1PageQuery = z.object({
  page: z.coerce.number().int().min(1).default(1).meta({ description: "From 1." }),
  per_page: z.coerce
    .number()
    .int()
    .min(1)
    .default(100)
    .meta({ description: `How many at most; more than ${mostPerPage} are never sent.` }),
});

export type V1Page = z.output<typeof v1PageQuery>;

/** The rows that a page shows. */
export function toV1Range({ page, per_page }: V1Page): { offset: number; limit: number } {
  const limit = Math.min(per_page, mostPerPage);
  return { offset: (page - 1) * limit, limit };
}

interface Shown {
  context: Context;
  /** Of the list, without a query. */
  address: string;
  /** What was asked. */
  query: V1Page;
  /** The names of all that the call understands: of anything else nothing is repeated. */
  names: readonly string[];
}

/**
 * Names the pages around this one in the Link header: `next` and `last` while more follow, `first` and `previous` after the first
 * one. Clients split it at commas and semicolons, which addresses therefore never hold.
 */
export function linkV1Pages({ context, address, query, names }: Shown, total: number): void {
  const { limit } = toV1Range(query);
  const last = Math.max(1, Math.ceil(total / limit));
  const pages = {
    ...(query.page < last && { next: query.page + 1 }),
    ...(query.page > 1 && { previous: Math.min(query.page - 1, last), first: 1 }),
    ...(query.page < last && { last }),
  };
  const asked = Object.fromEntries(new URL(context.req.url).searchParams);
  const links = Object.entries(pages).map(([rel, page]) => {
    const own: Record<string, string | undefined> = { ...asked, page: String(page), per_page: String(limit) };
    const kept = names.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]]]));
    return `<${address}?${new URLSearchParams(kept)}>; rel="${rel}"`;
  });
  if (links.length > 0) context.header("Link", links.join(", "));
}
