import { z } from "zod";
import { isTripTagName, tripTagNames } from "#server/domain/automatic/tags.ts";
import { notFound } from "#server/domain/errors.ts";
import type { AutomaticFamily, RouteDeps } from "./deps.ts";
import { anyOf } from "./filters.ts";
import { answerPage, pageOf, pageQuery } from "./paginate.ts";
import * as shapes from "./shapes.ts";

const tagQuery = z.object({
  tag__istartswith: anyOf.meta({ description: "How the tag begins, in any case; several separated by commas: any of them." }),
  tag__ibeginswith: anyOf.meta({ description: "The same under its older name." }),
  ...pageQuery.shape,
});

/** What trips can be tagged: the same for everybody. */
export function declareTags(api: AutomaticFamily, { base }: RouteDeps): void {
  api.get(
    "/tag",
    { summary: "Tags", description: "All there are.", query: tagQuery, ok: pageOf(shapes.tag) },
    async ({ query, context }) => {
      const begins = query.tag__istartswith ?? query.tag__ibeginswith ?? [""];
      const matching = tripTagNames.filter((name) => begins.some((start) => name.startsWith(start.toLowerCase())));
      return answerPage({ context, base, query, schema: tagQuery }, async ({ offset, limit }) => ({
        results: matching.slice(offset, offset + limit).map((tag) => ({ tag })),
        total: matching.length,
      }));
    },
  );
  const params = z.object({ slug: z.string().max(100).meta({ example: "business" }) });
  api.get("/tag/{slug}", { summary: "A tag", params, ok: shapes.tag, errors: ["not_found"] }, async ({ params: { slug } }) => {
    if (!isTripTagName(slug)) throw notFound("tag");
    return { tag: slug };
  });
}
