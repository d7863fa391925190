import { toIso } from "#server/domain/time.ts";
import type { Address } from "#server/domain/trips/places/address.ts";
import type { TripEvent } from "#server/domain/trips/trip.ts";
import { toGForce, toKmPerL } from "#server/domain/units.ts";
import type { TripEnd, TripFacts, Viewer } from "./facts.ts";
import { granted, round, roundOrNull, toUrl } from "./fields.ts";
import { toAutomaticId } from "./ids.ts";
import { toPosition } from "./position.ts";

/** A trip as version 2 and its live events write it: metres, seconds, litres, km a litre, ISO 8601. Empty without `scope:trip`. */
export function toTrip(trip: TripFacts, viewer: Viewer) {
  return {
    ...granted(viewer, ["scope:trip"], () => toCourse(trip, viewer)),
    ...granted(viewer, ["scope:location", "scope:trip"], () => toWay(trip)),
    ...granted(viewer, ["scope:behavior", "scope:trip"], () => toBehavior(trip)),
    ...granted(viewer, ["scope:vehicle:events", "scope:trip"], () => ({
      vehicle_events: trip.events.filter(isVehicleEvent).map((event) => toVehicleEvent(event, viewer)),
    })),
  };
}

/** Of a trip that is nobody's the driver is whoever asks: clients need an address there. */
function toCourse(trip: TripFacts, viewer: Viewer) {
  return {
    url: toUrl(viewer, "trip", trip.uid),
    id: toAutomaticId("trip", trip.uid),
    driver: toUrl(viewer, "user", trip.driverUserUid ?? viewer.userUid),
    user: toUrl(viewer, "user", viewer.userUid),
    started_at: toIso(trip.start.at.getTime()),
    ended_at: toIso(trip.end.at.getTime()),
    distance_m: round(trip.distanceM, 1),
    duration_s: round(trip.durationS, 3),
    vehicle: toUrl(viewer, "vehicle", trip.vehicle.uid),
    start_timezone: trip.start.timeZone,
    end_timezone: trip.end.timeZone,
    idling_time_s: trip.idlingS,
    tags: trip.tags,
  };
}

function toWay({ start, end, path }: TripFacts) {
  return {
    start_location: toLocation(start),
    start_address: start.address && toAddress(start.address),
    end_location: toLocation(end),
    end_address: end.address && toAddress(end.address),
    path,
  };
}

const toLocation = ({ position, accuracyM }: TripEnd) => position && toPosition(position, accuracyM);

function toAddress({ name, displayName, streetNumber, streetName, city, state, country }: Address) {
  return { name, display_name: displayName, street_number: streetNumber, street_name: streetName, city, state, country };
}

function toBehavior(trip: TripFacts) {
  return {
    fuel_cost_usd: roundOrNull(trip.fuelCostUsd, 2),
    fuel_volume_l: roundOrNull(trip.fuelL, 2),
    average_kmpl: roundOrNull(toKmPerL(trip.distanceM, trip.fuelL), 2),
    average_from_epa_kmpl: roundOrNull(trip.epaKmPerL, 2),
    score_events: roundOrNull(trip.scoreEvents, 1),
    score_speeding: roundOrNull(trip.scoreSpeeding, 1),
    hard_brakes: trip.hardBrakes,
    hard_accels: trip.hardAccels,
    duration_over_70_s: Math.round(trip.over70MphS),
    duration_over_75_s: Math.round(trip.over75MphS),
    duration_over_80_s: Math.round(trip.over80MphS),
    city_fraction: roundOrNull(trip.cityFraction, 3),
    highway_fraction: roundOrNull(trip.highwayFraction, 3),
    night_driving_fraction: roundOrNull(trip.nightFraction, 3),
  };
}

type VehicleEvent = TripEvent & { kind: Exclude<TripEvent["kind"], "idling"> };

/** Idling is no event of these documents. */
const isVehicleEvent = (event: TripEvent): event is VehicleEvent => event.kind !== "idling";

/** Where something was is told only to who may know where the trip went. */
function toVehicleEvent({ kind, atMs, endedAtMs, position, peak, startDistanceM, endDistanceM }: VehicleEvent, viewer: Viewer) {
  if (kind === "speeding") {
    const distances = { start_distance_m: round(startDistanceM, 1), end_distance_m: round(endDistanceM, 1) };
    return { type: kind, ...distances, started_at: toIso(atMs), ended_at: toIso(endedAtMs), velocity_kph: round(peak, 1) };
  }
  const place = granted(viewer, ["scope:location"], () => ({ lat: position?.lat ?? null, lon: position?.lon ?? null }));
  return { type: kind, ...place, created_at: toIso(atMs), g_force: round(toGForce(peak), 4) };
}
