import { z } from "zod";
import { type BadgeAward, listBadgeAwards } from "#db/queries/scoring/badges.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { iso, moment, pathId } from "./fields.ts";

export const badgeBody = z.object({
  badge_name: z.string(),
  image_url: z.url(),
});

const awardBody = badgeBody.extend({
  id: z.int(),
  badge: z.string().meta({ description: "Key of its rule" }),
  trip: z.int().meta({ description: "The trip that earned it" }),
  earned: moment.meta({ description: "When that trip ended" }),
  facts: z.record(z.string(), z.number()).meta({ description: "What earned it; units are in the names" }),
});

const about = `In the order they were earned. A badge may move to another trip, or go, when trips change by late uploads.
Carnot's document has this heading without a call: this one is ours, in its style.`;

/** What a driver has earned. */
export function declareBadges(api: CarnotFamily, { db, publicUrl }: RouteDeps): void {
  api.get(
    "/users/{id}/badges",
    {
      summary: "A driver's badges",
      description: about,
      params: pathId,
      ok: z.object({ badges: z.array(awardBody) }),
      errors: ["not_found"],
    },
    async ({ scope, params }) => ({
      badges: (await listBadgeAwards(db, scope, { driverId: params.id })).map((award) => ({
        ...toBadge(award, publicUrl),
        id: award.id,
        badge: award.badge,
        trip: award.tripId,
        earned: iso(award.earnedAt),
        facts: award.facts,
      })),
    }),
  );
}

/** A badge by the words of its key and its picture. */
export function toBadge({ badge }: Pick<BadgeAward, "badge">, publicUrl: string): z.infer<typeof badgeBody> {
  const words = badge.replaceAll("_", " ");
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  return { badge_name: name, image_url: new URL(`/badges/${badge}.svg`, publicUrl).href };
}
