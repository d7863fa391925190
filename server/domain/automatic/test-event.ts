import type { RoadEventFacts, TripEnd, TripFacts, VehicleFacts } from "./facts.ts";
import type { OnTheRoad, RoadEventPayloads, RoadEventType } from "./road-event.ts";

/** Plainly nobody's: for accounts without cars or trips yet. */
const nobodysUid = "00000000-0000-4000-8000-000000000000";
/** The observatory at Greenwich. */
const greenwich = { lat: 51.4779, lon: 0 };
const tripMs = 20 * 60_000;

export interface TestEvent {
  uid: string;
  type: RoadEventType;
  at: Date;
  /** A car and a trip of it, where there are some. */
  vehicle: VehicleFacts | null;
  trip: TripFacts | null;
}

/** An event to try a webhook with: it did not happen, but is about a real car and its newest trip where there are some. */
export function toTestEvent({ uid, type, at, ...real }: TestEvent): RoadEventFacts {
  const vehicle = real.trip?.vehicle ?? real.vehicle ?? toTestVehicle(at);
  const trip = real.trip ?? toTestTrip(vehicle, at);
  const { position, accuracyM, timeZone } = trip.end;
  const place = { ...(position ?? greenwich), accuracyM, atMs: at.getTime() };
  return {
    ...{ uid, type, at, timeZone, vehicle, place },
    deviceUid: nobodysUid,
    payload: toTestPayload(type, { deviceId: null, place, timeZone }),
    trip: type === "trip.completed" ? trip : null,
  };
}

function toTestPayload(type: RoadEventType, base: OnTheRoad): RoadEventPayloads[RoadEventType] {
  const dtcs = [{ code: "P0420", atMs: base.place?.atMs ?? 0 }];
  if (type === "drive.speeding") return { ...base, speedKmh: 121, limitMph: 75 };
  if (type === "drive.hard_brake" || type === "drive.hard_accel") return { ...base, gForce: 0.45 };
  if (type === "mil.on") return { ...base, dtcs };
  return type === "mil.off" ? { ...base, dtcs, userCleared: true } : base;
}

function toTestVehicle(at: Date): VehicleFacts {
  const about = { name: "Test car", make: "Motorpool", model: "Test", submodel: null, year: 2020, color: "#808080" };
  return { uid: nobodysUid, ...about, vin: null, fuelGrade: "regular", createdAt: at, updatedAt: at, signals: null };
}

function toTestTrip(vehicle: VehicleFacts, at: Date): TripFacts {
  const end: TripEnd = { at, position: greenwich, accuracyM: 10, address: null, timeZone: "Europe/London" };
  return {
    ...{ uid: nobodysUid, vehicle, driverUserUid: null, end, start: { ...end, at: new Date(at.getTime() - tripMs) } },
    ...{ distanceM: 12_000, durationS: tripMs / 1000, idlingS: 60, hardBrakes: 1, hardAccels: 0 },
    ...{ over70MphS: 0, over75MphS: 0, over80MphS: 0, fuelL: 0.8, fuelCostUsd: 1.2, epaKmPerL: null },
    ...{ scoreEvents: 48, scoreSpeeding: 50, cityFraction: 0.5, highwayFraction: 0.5, nightFraction: 0 },
    ...{ path: null, events: [], tags: [] },
  };
}
