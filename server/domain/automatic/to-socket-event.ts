import { describeDtc } from "#server/domain/health/dtc/describe.ts";
import { toIso } from "#server/domain/time.ts";
import type { RoadEventFacts, Viewer } from "./facts.ts";
import { toUrl } from "./fields.ts";
import { toAutomaticId, toDeviceId } from "./ids.ts";
import { toPosition } from "./position.ts";
import { type RoadDtc, roadEventNames } from "./road-event.ts";
import { toTrip } from "./to-trip.ts";

/**
 * An event as the stream tells it, metric and in ISO 8601, with no more than the viewer's scopes allow. An event whose own scope is
 * missing must not be told at all.
 */
export function toSocketEvent(event: RoadEventFacts, viewer: Viewer): Record<string, unknown> {
  const { userUid } = viewer;
  const { uid } = event.vehicle;
  return {
    id: event.uid,
    user: { id: toAutomaticId("user", userUid), url: toUrl(viewer, "user", userUid) },
    type: roadEventNames[event.type],
    created_at: toIso(event.at.getTime()),
    time_zone: event.timeZone,
    ...(seesPlace(event, viewer) && { location: toPlace(event) }),
    vehicle: { id: toAutomaticId("vehicle", uid), url: toUrl(viewer, "vehicle", uid) },
    device: { id: event.deviceUid && toDeviceId(event.deviceUid) },
    ...toPayload(event),
    ...(event.trip && { trip: toTrip(event.trip, viewer) }),
  };
}

/** Where the car is during a drive is a scope of its own, and that event's alone. */
function seesPlace({ type }: RoadEventFacts, { scopes }: Viewer): boolean {
  return scopes.has(type === "drive.location" ? "scope:current_location" : "scope:location");
}

/** Null where the car has not said where it was. */
function toPlace({ place }: RoadEventFacts) {
  return place && { ...toPosition(place, place.accuracyM), created_at: toIso(place.atMs) };
}

function toPayload({ payload }: RoadEventFacts) {
  if ("speedKmh" in payload) return { velocity_kph: payload.speedKmh };
  if ("gForce" in payload) return { g_force: payload.gForce };
  if (!("dtcs" in payload)) return {};
  return { dtcs: payload.dtcs.map(toDtc), ...("userCleared" in payload && { user_cleared: payload.userCleared }) };
}

function toDtc({ code, atMs }: RoadDtc) {
  return { code, description: describeDtc(code)?.title ?? code, created_at: toIso(atMs) };
}
