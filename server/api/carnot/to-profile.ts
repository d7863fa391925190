import type { DriverDetails } from "#db/queries/driver-details.ts";
import { km, kmPerL, roundOrNull } from "./fields.ts";
import { meanSpeed, toAge } from "./to-driver.ts";

interface Besides {
  isOnTrip: boolean;
  /** `2026-03-01`. */
  today: string;
}

/** A driver as Carnot's full profile. */
export function toFullProfile({ name, gender, bornOn, card, totals }: DriverDetails, { isOnTrip, today }: Besides) {
  return {
    driverscore: roundOrNull(card?.score, 1),
    nTrips: totals.trips,
    tips: [],
    distance: km(totals.distanceM),
    mileage: kmPerL(totals.fuelDistanceM, totals.fuelL),
    hardBreak: totals.hardBrakes,
    badge: [],
    gender,
    hardAcc: totals.hardAccels,
    photo: null,
    speed: meanSpeed(totals),
    recentBadges: [],
    time: Math.round(totals.durationS),
    idlingTime: Math.round(totals.idlingS),
    isOnTrip,
    name,
    age: toAge(bornOn, today),
  };
}
