import type { TripEvent } from "../trips/trip.ts";
import { toGallons, toGForce, toLitresPer100Km, toMpg, toMph } from "../units.ts";
import type { TripEnd, TripFacts, Viewer } from "./facts.ts";
import { toAutomaticId } from "./ids.ts";
import { toPosition } from "./position.ts";
import { toV1Vehicle } from "./to-v1-vehicle.ts";

/** A trip as version 1 writes it, in epoch milliseconds, metres, miles and US gallons. The viewer must have `scope:trip`. */
export function toV1Trip(trip: TripFacts, viewer: Viewer) {
  const { scopes, base, userUid } = viewer;
  const id = toAutomaticId("trip", trip.uid);
  const hasLocation = scopes.has("scope:location");
  return {
    uri: `${base}/v1/trips/${id}`,
    id,
    user: { id: toAutomaticId("user", userUid) },
    vehicle: toV1Vehicle(trip.vehicle, viewer),
    ...(hasLocation && { start_location: toV1Location(trip.start), end_location: toV1Location(trip.end) }),
    ...toTimes(trip),
    ...(hasLocation && { path: trip.path }),
    distance_m: trip.distanceM,
    ...(scopes.has("scope:behavior") && toManners(trip)),
    ...toFuel(trip),
    ...(scopes.has("scope:vehicle:events") && {
      drive_events: trip.events.filter(({ kind }) => kind !== "idling").map((event) => toDriveEvent(event, hasLocation)),
    }),
  };
}

/** Null where no position was measured. */
export function toV1Location({ position, accuracyM, address }: TripEnd) {
  if (!position) return null;
  return { name: address?.name ?? null, display_name: address?.displayName ?? null, ...toPosition(position, accuracyM) };
}

export function toTimes({ start, end }: TripFacts) {
  return {
    start_time: start.at.getTime(),
    start_time_zone: start.timeZone,
    end_time: end.at.getTime(),
    end_time_zone: end.timeZone,
  };
}

/** Counts and whole seconds. */
export function toManners({ hardBrakes, hardAccels, over70MphS, over75MphS, over80MphS }: TripFacts) {
  return {
    hard_accels: hardAccels,
    hard_brakes: hardBrakes,
    duration_over_80_s: Math.round(over80MphS),
    duration_over_75_s: Math.round(over75MphS),
    duration_over_70_s: Math.round(over70MphS),
  };
}

/** Null where the fuel, or its price, is unknown. */
export function toFuel({ fuelL, fuelCostUsd, distanceM }: TripFacts) {
  const litresPer100Km = fuelL === null ? null : toLitresPer100Km(fuelL, distanceM);
  return {
    fuel_cost_usd: fuelCostUsd,
    fuel_volume_gal: fuelL === null ? null : toGallons(fuelL),
    average_mpg: litresPer100Km === null ? null : toMpg(litresPer100Km),
  };
}

/** Where a hard brake or acceleration was needs `scope:location`, here as everywhere. */
function toDriveEvent({ kind, atMs, endedAtMs, position, peak, startDistanceM, endDistanceM }: TripEvent, hasLocation: boolean) {
  if (kind === "speeding") {
    const distances = { start_distance_m: startDistanceM, end_distance_m: endDistanceM };
    return { type: kind, ...distances, start_time: atMs, end_time: endedAtMs, velocity_mph: toMph(peak) };
  }
  const place = hasLocation && { lat: position?.lat ?? null, lon: position?.lon ?? null };
  return { type: kind, ...place, ts: atMs, g: toGForce(peak) };
}
