/** Every constant of the score, version 1. Shown in the product; a change is a new version. */
export const scoring = {
  version: 1,
  /** A trip below either has no score. */
  minDistanceM: 1000,
  minDurationS: 120,
  /** Points of one part. */
  partPoints: 20,
  /** Only pairs of samples this far apart form an acceleration, s. */
  pairMinS: 0.5,
  pairMaxS: 2.0,
  /** Larger changes are errors of the sensor, km/h/s. */
  maxPlausibleKmhS: 43,
  /** A brake counts from this speed, an acceleration to this speed, km/h. */
  brakeFromKmh: 15,
  accelToKmh: 10,
  /** Tier thresholds in km/h/s with their weights. */
  brakeTiers: [
    { kmhS: 8, weight: 1 },
    { kmhS: 11, weight: 3 },
    { kmhS: 14.5, weight: 6 },
  ],
  accelTiers: [
    { kmhS: 7, weight: 1 },
    { kmhS: 9, weight: 3 },
    { kmhS: 11, weight: 5 },
  ],
  /** Exceedances at most this far apart are one event, s. */
  mergeS: 5,
  /** Thresholds are multiplied by this: heavy vehicles brake less hard in earnest, motorcycles more. */
  classFactor: { car: 1, motorcycle: 1.2, van: 0.9, truck: 0.75 },
  /** Weighted events per 100 km that halve the event half of a part. */
  halvingBrake: 270,
  halvingAccel: 345,
  /** Exposure is never taken as less than this, km. */
  minExposureKm: 10,
  /** Smoothness: full points at or below `best`, none at or above `worst`, km/h/s RMS; changes above `winsor` count as that. */
  smoothness: { best: 1.0, worst: 3.0, fromKmh: 5, winsorKmhS: 12 },
  /** Speeding without known limits: mph thresholds with their weights, re-armed `hysteresisMph` below. */
  speedingBands: [
    { mph: 70, weight: 1 },
    { mph: 75, weight: 2 },
    { mph: 80, weight: 4 },
  ],
  hysteresisMph: 5,
  /** Severity share that halves the speeding part. */
  speedingHalvingShare: 0.02,
  /** Standing with the engine on counts as idling from this long, s; the share that costs all points. */
  idlingFromS: 120,
  idlingWorstShare: 0.25,
  /** Share of moving time with a slipping clutch that costs all points; throttle or load must be above `minLoadPct`. */
  clutch: { worstShare: 0.25, minLoadPct: 5 },
  /** Fuel against the vehicle's own trailing median: `minTrips` before it is known, `bandKmh` around the mean speed. */
  mileage: { minTrips: 20, bandKmh: 10, bestRatio: 1.0, worstRatio: 1.5 },
  /** Drivers: prior exposure (km), window (days), distance until the score is firm (km), width of the interval. */
  driver: { priorKm: 25, windowDays: 28, provisionalKm: 160, interval: 0.8, priorBrakePer100Km: 86, priorAccelPer100Km: 111 },
} as const;

export type VehicleClass = keyof typeof scoring.classFactor;

/** Manoeuvres of this tier and above are called hard: only they are counted as such and reported to anyone. */
export const hardTier = 2;
