/** What a vehicle's earlier trips say about the next one: its gears, and the fuel it usually needs. */
import { median } from "#server/domain/trips/energy.ts";
import { scoring } from "./constants.ts";
import { learnGears, type RatioBin } from "./gears.ts";
import type { VehicleHistory } from "./score-trip.ts";

/** How many earlier trips a trip is compared with. */
export const historyTrips = 100;
/** A median of fewer trips at a similar speed says nothing. */
const leastSimilarTrips = 5;

/** An earlier trip, as much of it as comparing needs. */
export interface PastTrip {
  distanceM: number;
  meanMovingKmh: number | null;
  fuelL: number | null;
  energyKwh: number | null;
  ratios: readonly RatioBin[] | null;
}

/** The last {@link historyTrips} trips of a vehicle, walked along in order of time. */
export class TrailingTrips {
  private readonly trips: PastTrip[] = [];

  add(trip: PastTrip): void {
    this.trips.push(trip);
    if (this.trips.length > historyTrips) this.trips.shift();
  }

  /** History for the trip that follows those added so far. Its own driving helps to learn the gears, not the usual fuel. */
  describe(trip: PastTrip): VehicleHistory {
    return { gears: trip.ratios ? this.findGears(trip.ratios) : null, mileageRatio: this.compareFuel(trip) };
  }

  private findGears(own: readonly RatioBin[]): number[] | null {
    const histogram = new Map<number, number>();
    for (const ratios of [own, ...this.trips.map((trip) => trip.ratios ?? [])]) {
      for (const { bin, seconds } of ratios) histogram.set(bin, (histogram.get(bin) ?? 0) + seconds);
    }
    return learnGears(histogram);
  }

  private compareFuel(trip: PastTrip): number | null {
    const own = fuelPerKm(trip);
    const { meanMovingKmh } = trip;
    if (own === null || meanMovingKmh === null) return null;
    const known = this.trips.flatMap((past) => {
      const use = fuelPerKm(past);
      return use === null || past.meanMovingKmh === null ? [] : { use, kmh: past.meanMovingKmh };
    });
    if (known.length < scoring.mileage.minTrips) return null;
    const similar = known.filter(({ kmh }) => Math.abs(kmh - meanMovingKmh) <= scoring.mileage.bandKmh);
    const usual = similar.length < leastSimilarTrips ? null : median(similar.map(({ use }) => use));
    return usual === null || usual <= 0 ? null : own / usual;
  }
}

/** Fuel (L) or else energy (kWh) per km; null for short trips and where neither is known. A vehicle has one or the other. */
function fuelPerKm({ distanceM, fuelL, energyKwh }: PastTrip): number | null {
  const used = fuelL ?? energyKwh;
  return used === null || distanceM < scoring.minDistanceM ? null : used / (distanceM / 1000);
}
