import { isDeepStrictEqual } from "node:util";
import { appendEvents } from "#db/queries/outbox/append.ts";
import { deleteAwards, listBadgeTrips, listStoredAwards, upsertAwards } from "#db/queries/scoring/badges.ts";
import { lockDriver } from "#db/queries/scoring/scoring.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { earnBadges } from "#server/domain/scoring/badges/earn-badges.ts";

/**
 * Gives a driver the badges the trips have earned. When trips changed, a badge moves to another trip or goes; only one that was not
 * there before is told of. Nothing is written when nothing changed.
 */
export async function awardBadges({ db }: CommandDeps, driverId: number): Promise<void> {
  await db.transaction(async (tx) => {
    const accountId = await lockDriver(tx, driverId);
    if (accountId === undefined) return;
    const trips = await listBadgeTrips(tx, driverId);
    const earned = earnBadges(trips);
    const stored = new Map((await listStoredAwards(tx, driverId)).map(({ id, ...award }) => [award.badge, { id, award }]));
    const changed = earned.filter((award) => !isDeepStrictEqual(stored.get(award.badge)?.award, award));
    const kept = new Set(earned.map(({ badge }) => badge));
    await deleteAwards(
      tx,
      [...stored.values()].filter(({ award }) => !kept.has(award.badge)).map(({ id }) => id),
    );
    await upsertAwards(tx, { driverId, accountId }, changed);
    const vehicles = new Map(trips.map((trip) => [trip.id, trip.vehicleId]));
    const news = changed.filter(({ badge }) => !stored.has(badge));
    await appendEvents(
      tx,
      news.map(({ badge, tripId, earnedAtMs }) => {
        const vehicleId = vehicles.get(tripId);
        const payload = { driverId, badge };
        return { accountId, type: "badge.earned" as const, ...(vehicleId && { vehicleId }), tripId, at: new Date(earnedAtMs), payload };
      }),
    );
  });
}
