/** The least and the most a rule may ask for. No library, so that the form in the browser says the same as the server. */

const minute = 60;
const day = 86_400;

/** Of the parameters, in their own units. */
export const paramLimits = {
  toleranceKmh: { min: 0, max: 100 },
  leastS: { min: 0, max: 600 },
  leastTier: { min: 1, max: 3 },
  hours: { min: 1, max: 2160 },
  belowV: { min: 1, max: 60 },
  minutes: { min: 1, max: 10_080 },
  daysAhead: { min: 0, max: 365 },
} as const;

/** Of a rule's times, seconds. The least cooldown keeps a broken adapter from telling the same every second. */
export const ruleLimits = { cooldownS: { min: minute, max: 30 * day }, maxAgeS: { min: minute, max: 365 * day } } as const;
