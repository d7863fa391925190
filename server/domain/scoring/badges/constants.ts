/**
 * Every number behind the badges. Windows look back from a trip, so that what is earned never depends on what follows. Each asks for
 * enough driving that luck alone does not do: a handful of trips and, where rates are compared, a tank's worth of kilometres.
 */
export const badgeRules = {
  /** Trips in a row without a hard brake (a drop of more than 11 km/h within a second). */
  smoothTen: { trips: 10 },
  /** Metres in a row without a hard acceleration (a rise of more than 11 km/h within a second). */
  gentleFoot: { distanceM: 200_000 },
  /** Trips in a row that kept all points of idling: never two minutes standing with the engine on. */
  engineOff: { trips: 20 },
  /** Metres in a row without a second above 70 mph (113 km/h), the lowest threshold of the score. */
  withinLimits: { distanceM: 500_000 },
  /** Trips in a row with at least so many metres at night, without a hard manoeuvre and without speeding. Night itself earns nothing. */
  nightCare: { trips: 5, nightM: 5_000 },
  /** A week without any hard manoeuvre, driven on several days. */
  smoothWeek: { days: 7, trips: 5, drivingDays: 3, distanceM: 50_000 },
  /** A week in which every trip has at least this score. 80 is where the screens call a score good. */
  strongWeek: { days: 7, trips: 5, drivingDays: 3, leastScore: 80 },
  /** A week this far below the driver's month before it, and then one as good as that month again within so many days. */
  comeback: { weekDays: 7, weekTrips: 4, beforeDays: 28, beforeTrips: 8, drop: 10, withinDays: 28 },
  /** Points by which a month's mean score is above that of the month before. */
  rising: { days: 28, trips: 10, distanceM: 100_000, points: 5 },
  /** The share of time idled, against the two months before; there must have been something to halve. */
  idlingHalved: { days: 28, beforeDays: 56, trips: 10, distanceM: 100_000, leastShare: 0.05, ratio: 0.5 },
  /** Fuel or energy a kilometre against the month before in the same cars. Tyres, loads and weather make 2-3 %. */
  leanMonth: { days: 28, trips: 10, distanceM: 200_000, carDistanceM: 50_000, ratio: 0.95 },
  /** A whole month, not the first one's beginning, whose scores lie close together (standard deviation) on a good level. */
  steadyMonth: { days: 28, trips: 20, spread: 6, leastMean: 75 },
  /** So many weeks on end, each with some trips and a good mean. */
  strongQuarter: { weeks: 12, trips: 3, leastMean: 80 },
} as const;
