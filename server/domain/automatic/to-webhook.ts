import { toMph } from "#server/domain/units.ts";
import type { RoadEventFacts, TripEnd, TripFacts, Viewer } from "./facts.ts";
import { round, roundOrNull } from "./fields.ts";
import { toAutomaticId, toDeviceId, toLegacyUserId } from "./ids.ts";
import { toPosition } from "./position.ts";
import { type RoadDtc, roadEventNames } from "./road-event.ts";
import { toFuel, toManners, toTimes, toV1Location, toV1Trip } from "./to-v1-trip.ts";
import { toV1Profile, toV1Vehicle } from "./to-v1-vehicle.ts";
import { describeFault } from "./to-vehicle.ts";

/** Which document the body follows. Both are in epoch milliseconds, miles and US gallons. */
export type WebhookFormat = "v1" | "v2";

/**
 * What a webhook is sent, with no more than the viewer's scopes allow. An event whose own scope is missing must not be sent at
 * all, nor `drive.location` in any case.
 */
export function toWebhookBody(event: RoadEventFacts, viewer: Viewer, format: WebhookFormat): object {
  const base = {
    id: format === "v1" ? toAutomaticId("event", event.uid) : event.uid,
    user: toUser(viewer.userUid, format),
    type: roadEventNames[event.type],
    created_at: event.at.getTime(),
    time_zone: event.timeZone,
    ...(viewer.scopes.has("scope:location") && { location: toPlace(event, format) }),
    vehicle: format === "v1" ? toV1Vehicle(event.vehicle, viewer) : toWebhookVehicle(event, viewer),
    ...(format === "v2" && { device: { id: event.deviceUid && toDeviceId(event.deviceUid) } }),
  };
  return { ...base, ...toPayload(event), ...toTripPart(event, viewer, format) };
}

function toUser(uid: string, format: WebhookFormat) {
  const id = toAutomaticId("user", uid);
  return format === "v1" ? { id } : { id: toLegacyUserId(uid), v2_id: id };
}

/** Null where the car has not said where it was. When that was measured is not told of a trip, which has two ends. */
function toPlace({ type, place }: RoadEventFacts, format: WebhookFormat) {
  if (!place) return null;
  return { ...toPosition(place, place.accuracyM), ...(format === "v2" && type !== "trip.completed" && { ts: place.atMs }) };
}

/** The year is text, here alone. */
function toWebhookVehicle({ vehicle }: RoadEventFacts, { scopes }: Viewer) {
  const id = toAutomaticId("vehicle", vehicle.uid);
  if (!scopes.has("scope:vehicle:profile")) return { id };
  return { id, ...toV1Profile(vehicle), year: vehicle.year === null ? null : String(vehicle.year) };
}

function toPayload({ payload }: RoadEventFacts) {
  if ("speedKmh" in payload) return { speed_mph: round(toMph(payload.speedKmh), 1) };
  if ("gForce" in payload) return { g_force: round(payload.gForce, 4) };
  if (!("dtcs" in payload)) return {};
  return { dtcs: payload.dtcs.map(toDtc), ...("userCleared" in payload && { user_cleared: payload.userCleared }) };
}

function toDtc({ code, atMs }: RoadDtc) {
  return { code, description: describeFault(code), start: atMs };
}

function toTripPart({ trip }: RoadEventFacts, viewer: Viewer, format: WebhookFormat) {
  if (!trip || !viewer.scopes.has("scope:trip")) return {};
  return { trip: format === "v1" ? toV1Trip(trip, viewer) : toWebhookTrip(trip, viewer) };
}

/** A trip as webhooks of version 2 carry it: that of version 1 without what the event says already, and with more figures. */
function toWebhookTrip(trip: TripFacts, { scopes }: Viewer) {
  const hasLocation = scopes.has("scope:location");
  return {
    id: toAutomaticId("trip", trip.uid),
    ...(hasLocation && { start_location: toEnd(trip.start), end_location: toEnd(trip.end) }),
    ...toTimes(trip),
    ...(hasLocation && { path: trip.path }),
    distance_m: round(trip.distanceM, 1),
    idling_time_s: trip.idlingS,
    ...(scopes.has("scope:behavior") && toBehavior(trip)),
  };
}

function toEnd(end: TripEnd) {
  const location = toV1Location(end);
  const { address } = end;
  return (
    location && {
      ...location,
      ts: end.at.getTime(),
      city: address?.city ?? null,
      country: address?.country ?? null,
      state: address?.state ?? null,
      street_name: address?.streetName ?? null,
      street_number: address?.streetNumber ?? null,
    }
  );
}

function toBehavior(trip: TripFacts) {
  const manners = toManners(trip);
  return {
    ...manners,
    // Some published clients read these names.
    duration_over80_s: manners.duration_over_80_s,
    duration_over75_s: manners.duration_over_75_s,
    duration_over70_s: manners.duration_over_70_s,
    ...toFuel(trip),
    score_events: roundOrNull(trip.scoreEvents, 1),
    score_speeding: roundOrNull(trip.scoreSpeeding, 1),
    city_fraction: roundOrNull(trip.cityFraction, 3),
    highway_fraction: roundOrNull(trip.highwayFraction, 3),
    night_driving_fraction: roundOrNull(trip.nightFraction, 3),
  };
}
