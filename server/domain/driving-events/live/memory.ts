/** What the watch over a car's drive remembers from one upload to the next, as JSON. Moments are epoch milliseconds. */
import type { RoadEventType, RoadPlace } from "#server/domain/automatic/road-event.ts";
import type { Position } from "#server/domain/trips/trip.ts";

/** Events that samples tell of. */
export type DriveEventType = Extract<RoadEventType, `drive.${string}`>;
export type MilEventType = Extract<RoadEventType, `mil.${string}`>;

export interface DriveMemory {
  /** The samples up to this moment will not be looked at again. */
  untilMs: number;
  /** How the car stood then; null: to be found out anew from the hour before. */
  state: DriveState | null;
  /** What was told of the last quarter of an hour. */
  told: ToldDriveEvent[];
  /** What was told of the check engine light; null: nothing was ever looked at. */
  mil: MilMemory | null;
}

export interface ToldDriveEvent {
  type: DriveEventType;
  atMs: number;
  /** Of speeding. */
  limitMph?: number;
}

export interface MilMemory {
  /** The newest ones, in no order. */
  told: ToldMilEvent[];
  /** What happened up to here counts as told: it was forgotten, or was so before anybody was told of such things. */
  floorMs: number | null;
}

export interface ToldMilEvent {
  type: MilEventType;
  atMs: number;
  codes: string[];
}

/** Where a speed comes from. Speeds of different origin are not compared. */
export type SpeedOrigin = "car" | "gps" | "positions";

/** How a car stands after its samples up to a moment. Null: not known, or not so. */
export interface DriveState {
  /** Of the newest sample, and the adapter it came from. */
  atMs: number | null;
  deviceId: number | null;
  on: boolean;
  /** As the car reports it; null: it does not, and `on` is inferred. */
  ignition: "on" | "off" | null;
  /** In this drive. */
  rpmReported: boolean;
  /** Since when the car stands, and since when its engine does. */
  restFromMs: number | null;
  engineOffFromMs: number | null;
  /** Of the newest speed from the car's own bus, and of the newest from it or the receiver. */
  carSpeedAtMs: number | null;
  speedAtMs: number | null;
  /** The speed the next one is compared with. */
  pair: { atMs: number; kmh: number; origin: SpeedOrigin } | null;
  hardBrakeAtMs: number | null;
  hardAccelAtMs: number | null;
  /** Limits that were passed and are not armed again, mph. */
  passedMph: number[];
  /** When the drive's last location was due. */
  locationAtMs: number | null;
  /** The newest believable fix, and how many after it were not. */
  fix: RoadPlace | null;
  rejectedFixes: number;
  /** The fix that the next one is compared with where no speed is reported. */
  anchor: (Position & { atMs: number }) | null;
}

/** Nothing is known of the car. */
export function createDriveState(): DriveState {
  return {
    ...{ atMs: null, deviceId: null, on: false, ignition: null, rpmReported: false, restFromMs: null, engineOffFromMs: null },
    ...{ carSpeedAtMs: null, speedAtMs: null, pair: null, hardBrakeAtMs: null, hardAccelAtMs: null, passedMph: [] },
    ...{ locationAtMs: null, fix: null, rejectedFixes: 0, anchor: null },
  };
}
