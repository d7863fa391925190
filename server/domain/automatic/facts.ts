/** What the Automatic API knows of things before it writes them its way: SI, UTC, our own words. */

import type { AppScope } from "#server/domain/apps/scopes.ts";
import type { Address } from "#server/domain/trips/places/address.ts";
import type { Position, TripEvent } from "#server/domain/trips/trip.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";
import type { FuelGrade } from "#server/domain/vehicles/traits.ts";
import type { RoadEventPayloads, RoadEventType, RoadPlace } from "./road-event.ts";

/** Whose token or grant it is, and what it may see. */
export interface Viewer {
  /** `uid` of the person. */
  userUid: string;
  scopes: ReadonlySet<AppScope>;
  /** Base URL of the family without a slash at its end, `https://cars.example/api/automatic`. */
  base: string;
}

export interface UserFacts {
  uid: string;
  /** "Mary Driverton". */
  name: string;
  email: string;
  createdAt: Date;
}

export interface VehicleFacts {
  uid: string;
  name: string;
  make: string | null;
  model: string | null;
  submodel: string | null;
  year: number | null;
  /** `#rrggbb`. */
  color: string | null;
  vin: string | null;
  fuelGrade: FuelGrade | null;
  createdAt: Date;
  updatedAt: Date;
  /** Newest known values; null before the first upload, and for who may not see the car's present state. */
  signals: VehicleSignals | null;
}

export interface DeviceFacts {
  uid: string;
  serial: string;
  firmware: string | null;
}

/** An end of a trip. */
export interface TripEnd {
  at: Date;
  position: Position | null;
  /** Metres, of the fix at this end. */
  accuracyM: number | null;
  address: Address | null;
  /** IANA name. */
  timeZone: string;
}

export interface TripFacts {
  uid: string;
  vehicle: VehicleFacts;
  /** `uid` of the person who drove; null: nobody who signs in. */
  driverUserUid: string | null;
  start: TripEnd;
  end: TripEnd;
  distanceM: number;
  durationS: number;
  idlingS: number;
  over70MphS: number;
  over75MphS: number;
  over80MphS: number;
  hardBrakes: number;
  hardAccels: number;
  fuelL: number | null;
  fuelCostUsd: number | null;
  /** Of the vehicle, by the US agency's test. */
  epaKmPerL: number | null;
  /** 0 to 50 each, from the report card; null: not measured. */
  scoreEvents: number | null;
  scoreSpeeding: number | null;
  cityFraction: number | null;
  highwayFraction: number | null;
  nightFraction: number | null;
  /** Encoded polyline. */
  path: string | null;
  /** Hard brakes, hard accelerations and speeding by the simple rules (`basis: "counter"`), in order of time. */
  events: TripEvent[];
  tags: string[];
}

/** Something that happened, as one person may be told of it. */
export interface RoadEventFacts<Type extends RoadEventType = RoadEventType> {
  /** One for each event and person: {@link import("./ids.ts")} makes it. */
  uid: string;
  type: Type;
  at: Date;
  /** IANA name of where the car was. */
  timeZone: string;
  vehicle: VehicleFacts;
  /** `uid` of the adapter; null when it is gone. */
  deviceUid: string | null;
  place: RoadPlace | null;
  payload: RoadEventPayloads[Type];
  /** Of `trip.completed`, else null. */
  trip: TripFacts | null;
}
