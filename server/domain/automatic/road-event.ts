/** What happens to a car on the road, as it is told to apps. */
import type { DtcReport } from "#server/domain/vehicles/state.ts";

/** Rows of the outbox that apps hear of, with the names the Automatic documents give them. */
export const roadEventNames = {
  "drive.ignition_on": "ignition:on",
  "drive.ignition_off": "ignition:off",
  "drive.speeding": "notification:speeding",
  "drive.hard_brake": "notification:hard_brake",
  "drive.hard_accel": "notification:hard_accel",
  "drive.location": "location:updated",
  "mil.on": "mil:on",
  "mil.off": "mil:off",
  "trip.completed": "trip:finished",
} as const;
export type RoadEventType = keyof typeof roadEventNames;
/** "trip:finished". */
export type RoadEventName = (typeof roadEventNames)[RoadEventType];

export const isRoadEventType = (type: string): type is RoadEventType => Object.hasOwn(roadEventNames, type);

/** Whether webhooks are sent rows of this type: where a car is each minute goes to streams only. */
export const isForWebhooks = (type: string): boolean => isRoadEventType(type) && type !== "drive.location";

/** Where the car was; `atMs` is when that was measured. */
export interface RoadPlace {
  lat: number;
  lon: number;
  accuracyM: number | null;
  atMs: number;
}

/** A fault code of an event of the lamp, with when it was first reported. */
export interface RoadDtc extends Pick<DtcReport, "code"> {
  atMs: number;
}

export type OnTheRoad = {
  /** The adapter that told. */
  deviceId: number | null;
  place: RoadPlace | null;
  /** IANA name of the time zone of the place; null without one. */
  timeZone: string | null;
};

/** What each kind of row carries. `gForce` is positive, in units of standard gravity. */
export interface RoadEventPayloads {
  "drive.ignition_on": OnTheRoad;
  "drive.ignition_off": OnTheRoad;
  "drive.speeding": OnTheRoad & { speedKmh: number; limitMph: number };
  "drive.hard_brake": OnTheRoad & { gForce: number };
  "drive.hard_accel": OnTheRoad & { gForce: number };
  "drive.location": OnTheRoad;
  "mil.on": OnTheRoad & { dtcs: RoadDtc[] };
  "mil.off": OnTheRoad & { dtcs: RoadDtc[]; userCleared: boolean };
  "trip.completed": OnTheRoad;
}
