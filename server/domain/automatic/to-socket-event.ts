import { describeDtc } from "../dtc/describe.ts";
import type { RoadEventFacts, Viewer } from "./facts.ts";
import { toAutomaticId, toDeviceId } from "./ids.ts";
import { toPosition } from "./position.ts";
import { type RoadDtc, roadEventNames } from "./road-event.ts";

/**
 * An event as the stream tells it, metric and in ISO 8601, with no more than the viewer's scopes allow. An event whose own scope is
 * missing must not be told at all.
 */
export function toSocketEvent(event: RoadEventFacts, viewer: Viewer): Record<string, unknown> {
  const user = toAutomaticId("user", viewer.userUid);
  const vehicle = toAutomaticId("vehicle", event.vehicle.uid);
  return {
    id: event.uid,
    user: { id: user, url: `${viewer.base}/user/${user}/` },
    type: roadEventNames[event.type],
    created_at: event.at.toISOString(),
    time_zone: event.timeZone,
    ...(seesPlace(event, viewer) && { location: toPlace(event) }),
    vehicle: { id: vehicle, url: `${viewer.base}/vehicle/${vehicle}/` },
    device: { id: event.deviceUid && toDeviceId(event.deviceUid) },
    ...toPayload(event),
  };
}

/** Where the car is during a drive is a scope of its own, and that event's alone. */
function seesPlace({ type }: RoadEventFacts, { scopes }: Viewer): boolean {
  return scopes.has(type === "drive.location" ? "scope:current_location" : "scope:location");
}

/** Null where the car has not said where it was. */
function toPlace({ place }: RoadEventFacts) {
  return place && { ...toPosition(place, place.accuracyM), created_at: toTime(place.atMs) };
}

function toPayload({ payload }: RoadEventFacts) {
  if ("speedKmh" in payload) return { velocity_kph: payload.speedKmh };
  if ("gForce" in payload) return { g_force: payload.gForce };
  if (!("dtcs" in payload)) return {};
  return { dtcs: payload.dtcs.map(toDtc), ...("userCleared" in payload && { user_cleared: payload.userCleared }) };
}

function toDtc({ code, atMs }: RoadDtc) {
  return { code, description: describeDtc(code)?.title ?? code, created_at: toTime(atMs) };
}

const toTime = (atMs: number): string => new Date(atMs).toISOString();
