import type { DriverDetails } from "#db/queries/accounts/driver-details.ts";
import type { BadgeAward } from "#db/queries/scoring/badges.ts";
import { msPerDay } from "#server/domain/time.ts";
import { toBadge } from "./badges.ts";
import { km, kmPerL, roundOrNull } from "./fields.ts";
import { meanSpeed, toAge } from "./to-driver.ts";

interface Besides {
  isOnTrip: boolean;
  awards: readonly BadgeAward[];
  now: Date;
  publicUrl: string;
}

/** As long as the window of a driver's score. */
const recentMs = 28 * msPerDay;

/** A driver as Carnot's full profile. */
export function toFullProfile({ name, gender, bornOn, card, totals }: DriverDetails, { isOnTrip, awards, now, publicUrl }: Besides) {
  const recent = awards.filter(({ earnedAt }) => earnedAt.getTime() > now.getTime() - recentMs);
  return {
    driverscore: roundOrNull(card?.score, 1),
    nTrips: totals.trips,
    tips: [],
    distance: km(totals.distanceM),
    mileage: kmPerL(totals.fuelDistanceM, totals.fuelL),
    hardBreak: totals.hardBrakes,
    badge: awards.map((award) => toBadge(award, publicUrl)),
    gender,
    hardAcc: totals.hardAccels,
    photo: null,
    speed: meanSpeed(totals),
    recentBadges: recent.map((award) => toBadge(award, publicUrl)),
    time: Math.round(totals.durationS),
    idlingTime: Math.round(totals.idlingS),
    isOnTrip,
    name,
    age: toAge(bornOn, now.toISOString().slice(0, 10)),
  };
}
