/** The words of a trip, shared by cutting, storing and showing it. Units are in the names. */

/** Why a trip ended; `last_sample` means nothing newer is stored and the car may still be driving. */
export const tripEndReasons = ["ignition_off", "engine_off", "standing", "silence", "last_sample"] as const;
export type TripEndReason = (typeof tripEndReasons)[number];

/** What the distance (and the speed series) of a trip was taken from. */
export const distanceSources = ["obd", "gps", "gps_speed", "none"] as const;
export type DistanceSource = (typeof distanceSources)[number];

/** How the fuel volume is known: a fuel rate, air mass flow, or the tank's level. */
export const fuelSources = ["rate", "maf", "level"] as const;
export type FuelSource = (typeof fuelSources)[number];

/** How good the recording is; a trip of grade D gets no score. */
export const qualityGrades = ["A", "B", "C", "D"] as const;
export type QualityGrade = (typeof qualityGrades)[number];

export interface Position {
  lat: number;
  lon: number;
}

export const tripEventKinds = ["hard_brake", "hard_accel", "speeding", "idling"] as const;
export type TripEventKind = (typeof tripEventKinds)[number];

/**
 * A moment or stretch of a trip worth showing.
 * `basis` keeps two things apart: `counter` events follow the simple published rules behind `hard_brakes` and the like,
 * `score` events are what the scoring model found.
 */
export interface TripEvent {
  kind: TripEventKind;
  basis: "counter" | "score";
  atMs: number;
  endedAtMs: number;
  position: Position | null;
  /** km/h per second for brakes and accelerations (always positive), km/h for speeding, seconds for idling. */
  peak: number;
  /** 1-3 for scored brakes and accelerations, the mph limit passed (70, 75, 80) for speeding, else 0. */
  tier: number;
  /** Metres from the trip's start to the event's start and end. */
  startDistanceM: number;
  endDistanceM: number;
}

/** What the map and the charts of a trip draw: equally long columns, at most `maxTrackPoints` entries. */
export interface TripTrack {
  /** Seconds since the trip's start. */
  offsetS: number[];
  lat: (number | null)[];
  lon: (number | null)[];
  speedKmh: (number | null)[];
  rpm: (number | null)[];
  /** Metres driven since the trip's start. */
  distanceM: number[];
}

export const maxTrackPoints = 2000;
