/** Badges for so many trips, or so far, in a row without a fault of one kind. */
import type { BadgeKey, BadgeProgress, BadgeTrip } from "./badge.ts";
import { badgeRules } from "./constants.ts";
import type { BadgeRule } from "./rule.ts";

interface Run {
  badge: BadgeKey;
  of: number;
  unit: BadgeProgress["unit"];
  /** True: the run goes on; false: it starts anew; null: the trip says nothing of it. */
  judge: (trip: BadgeTrip) => boolean | null;
}

const { smoothTen, gentleFoot, engineOff, withinLimits, nightCare } = badgeRules;

/** A part without points could not be measured, and what cannot be measured neither helps nor harms. */
const runs: readonly Run[] = [
  { badge: "smooth_ten", of: smoothTen.trips, unit: "trips", judge: ({ hbr, hardBrakes }) => (hbr === null ? null : hardBrakes === 0) },
  { badge: "gentle_foot", of: gentleFoot.distanceM, unit: "m", judge: ({ hac, hardAccels }) => (hac === null ? null : hardAccels === 0) },
  { badge: "engine_off", of: engineOff.trips, unit: "trips", judge: ({ idl }) => (idl === null ? null : idl >= 20) },
  {
    badge: "within_limits",
    of: withinLimits.distanceM,
    unit: "m",
    judge: ({ spd, over70MphS }) => (spd === null ? null : over70MphS === 0),
  },
  { badge: "night_care", of: nightCare.trips, unit: "trips", judge: judgeNight },
];

function judgeNight({ nightFraction, distanceM, hbr, hac, hardBrakes, hardAccels, over70MphS }: BadgeTrip): boolean | null {
  if ((nightFraction ?? 0) * distanceM < nightCare.nightM || hbr === null || hac === null) return null;
  return hardBrakes === 0 && hardAccels === 0 && over70MphS === 0;
}

export const runRules: readonly BadgeRule[] = runs.map(({ badge, of, unit, judge }) => ({
  badge,
  begin: () => {
    let trips = 0;
    let distanceM = 0;
    const done = () => (unit === "trips" ? trips : distanceM);
    return {
      see: (trip) => {
        const goesOn = judge(trip);
        if (goesOn === null) return null;
        trips = goesOn ? trips + 1 : 0;
        distanceM = goesOn ? distanceM + trip.distanceM : 0;
        return done() >= of ? { trips, distanceM } : null;
      },
      progress: () => ({ done: done(), of, unit }),
    };
  },
}));
