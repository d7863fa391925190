import type { OnTheRoad, RoadPlace } from "#server/domain/automatic/road-event.ts";
import { findTimeZone } from "#server/places/time-zone.ts";

/** Which adapter reported a road event and where; the time zone is stored with it, since its readers have no boundaries to look in. */
export function onTheRoad(deviceId: number | null, place: RoadPlace | null): OnTheRoad {
  return { deviceId, place, timeZone: place && findTimeZone(place) };
}
