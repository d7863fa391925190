/** How trips are listed: shared by the query, its input and the screen. No library, so that it can go to the browser. */

export const tripSorts = ["date", "distance", "duration", "score"] as const;
export type TripSort = (typeof tripSorts)[number];

export const tripPageSize = 25;

/** Trips beyond this many are neither counted nor paged to: narrow the filter instead. */
export const maxListedTrips = 10_000;
