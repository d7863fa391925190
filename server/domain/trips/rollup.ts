/** The sums of a car's or a driver's finished trips, kept so that no request has to add them up. */

export interface TripTotals {
  trips: number;
  distanceM: number;
  durationS: number;
  movingS: number;
  idlingS: number;
  hardBrakes: number;
  hardAccels: number;
  /** Fuel of the trips whose fuel is known, and how far those went. */
  fuelL: number;
  fuelDistanceM: number;
  /** Energy of the trips whose energy is known, and how far those went. */
  energyKwh: number;
  energyDistanceM: number;
}

/** Before the first trip. */
export const noTrips: TripTotals = {
  trips: 0,
  distanceM: 0,
  durationS: 0,
  movingS: 0,
  idlingS: 0,
  hardBrakes: 0,
  hardAccels: 0,
  fuelL: 0,
  fuelDistanceM: 0,
  energyKwh: 0,
  energyDistanceM: 0,
};

/** One trip as the graphs of a car and a driver show it. */
export interface TripPoint {
  tripId: number;
  startedAtMs: number;
  vehicleId: number;
  driverId: number | null;
  distanceM: number;
  durationS: number;
  fuelL: number | null;
  /** 0-100; null when the trip could not be scored. */
  driveScore: number | null;
}

/** Only the newest trips stand in a graph. */
export const maxTripPoints = 1000;
