import type { TripEvent, TripEventKind } from "#server/domain/trips/trip.ts";
import { toGallons, toGForce, toLitresPer100Km, toMpg, toMph } from "#server/domain/units.ts";
import type { TripEnd, TripFacts, Viewer } from "./facts.ts";
import { round, roundOrNull } from "./fields.ts";
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
    distance_m: round(trip.distanceM, 1),
    ...(scopes.has("scope:behavior") && toManners(trip)),
    ...toFuel(trip),
    ...(scopes.has("scope:vehicle:events") && {
      drive_events: trip.events.filter(isDriveEvent).map((event) => toDriveEvent(event, hasLocation)),
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
    fuel_cost_usd: roundOrNull(fuelCostUsd, 2),
    fuel_volume_gal: fuelL === null ? null : round(toGallons(fuelL), 3),
    average_mpg: litresPer100Km === null ? null : roundOrNull(toMpg(litresPer100Km), 2),
  };
}

type DriveEvent = TripEvent & { kind: Exclude<TripEventKind, "idling"> };
const isDriveEvent = (event: TripEvent): event is DriveEvent => event.kind !== "idling";

/** Where a hard brake or acceleration was needs `scope:location`, here as everywhere. */
function toDriveEvent({ kind, atMs, endedAtMs, position, peak, startDistanceM, endDistanceM }: DriveEvent, hasLocation: boolean) {
  if (kind === "speeding") {
    const distances = { start_distance_m: round(startDistanceM, 1), end_distance_m: round(endDistanceM, 1) };
    return { type: kind, ...distances, start_time: atMs, end_time: endedAtMs, velocity_mph: round(toMph(peak), 1) };
  }
  const place = hasLocation && { lat: position?.lat ?? null, lon: position?.lon ?? null };
  return { type: kind, ...place, ts: atMs, g: round(toGForce(peak), 4) };
}
