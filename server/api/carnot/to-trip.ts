import type { SamplePoint } from "#db/queries/telemetry/sample-points.ts";
import type { TripFigureRow } from "#db/queries/trips/trip-figures.ts";
import { toIso } from "#server/domain/time.ts";
import { noTrips } from "#server/domain/trips/rollup.ts";
import { type CarbonFactors, carbonKg } from "#server/domain/vehicles/carbon.ts";
import { instantKmPerL } from "#server/domain/vehicles/instant-mileage.ts";
import type { FuelType } from "#server/domain/vehicles/traits.ts";
import { iso, km, kmPerL, meanKmh, round, roundOrNull } from "./fields.ts";

export function toTripRow(trip: TripFigureRow, factors: CarbonFactors) {
  const { id, deviceId, sampleCount, hardAccels, hardBrakes, distanceM, durationS, fuelL } = trip;
  return {
    id,
    device: deviceId,
    trip_id: id,
    message_id: sampleCount,
    hard_acceleration_count: hardAccels,
    hard_break_count: hardBrakes,
    trip_distance: km(distanceM),
    trip_time: Math.round(durationS),
    avg_speed: meanKmh(distanceM, durationS),
    avg_mileage: kmPerL(distanceM, fuelL),
    total_CO2_emitted: roundOrNull(tripCarbonKg(trip, factors), 3),
  };
}

function tripCarbonKg({ distanceM, fuelL, energyKwh, fuelType }: TripFigureRow, factors: CarbonFactors): number | null {
  const fuel = fuelL === null ? {} : { fuelL, fuelDistanceM: distanceM };
  const energy = energyKwh === null ? {} : { energyKwh, energyDistanceM: distanceM };
  return carbonKg({ ...noTrips, ...fuel, ...energy }, fuelType, factors);
}

export function toTripOverview({ vehicleId, startedAt, startLat, startLon, distanceM, fuelL, card }: TripFigureRow) {
  return {
    car: vehicleId,
    start_time: iso(startedAt),
    start_lat: startLat,
    start_lon: startLon,
    avg_mileage: kmPerL(distanceM, fuelL),
    drive_score: roundOrNull(card?.driveScore, 1),
  };
}

/** All of a trip but its route. */
export function toTripDetails(trip: TripFigureRow) {
  return {
    ...toTripOverview(trip),
    user: trip.driverId,
    end_time: iso(trip.endedAt),
    trip_time: Math.round(trip.durationS),
    distance: km(trip.distanceM),
    avg_speed: meanKmh(trip.distanceM, trip.durationS),
    end_lat: trip.endLat,
    end_lon: trip.endLon,
  };
}

export function toReportCard({ card }: TripFigureRow) {
  const { hbr, spd, idl, clt, hac } = card ?? {};
  const parts = { hbr_points: hbr, spd_points: spd, idl_points: idl, clt_points: clt, hac_points: hac };
  const measured = Object.entries(parts).flatMap(([key, value]) => (value === null || value === undefined ? [] : [[key, round(value, 1)]]));
  return { ...Object.fromEntries(measured), drive_score: roundOrNull(card?.driveScore, 1) };
}

export function toRoute(samples: readonly SamplePoint[], fuelType: FuelType) {
  return samples.map((sample) => ({ ...toGraphPoint(sample, fuelType), lat: sample.lat, lon: sample.lon }));
}

export function toTripGraph(samples: readonly SamplePoint[], fuelType: FuelType) {
  return samples.map((sample) => toGraphPoint(sample, fuelType));
}

export function toGraphPoint(sample: SamplePoint, fuelType: FuelType) {
  return { id: sample.id, sts: toIso(sample.atMs), mil: roundOrNull(instantKmPerL(sample, fuelType), 2) };
}
