import { describe, expect, test } from "vitest";
import { type AppScope, appScopes } from "#server/domain/apps/scopes.ts";
import { roadEventFacts, tripFacts, viewerWith } from "./fixtures/facts.ts";
import { type RoadEventType, roadEventNames } from "./road-event.ts";
import { toSocketEvent } from "./to-socket-event.ts";
import { toTrip } from "./to-trip.ts";

const types = Object.keys(roadEventNames) as RoadEventType[];
const tell = (type: RoadEventType, scopes: readonly AppScope[] = appScopes) => toSocketEvent(roadEventFacts(type), viewerWith(scopes));

const dtcs = [{ code: "P0442", description: "Small fuel vapour leak", created_at: "2026-03-02T08:03:58.201Z" }];
const extras: Partial<Record<RoadEventType, object>> = {
  "drive.speeding": { velocity_kph: expect.closeTo(112.654, 3) },
  "drive.hard_brake": { g_force: 0.35 },
  "drive.hard_accel": { g_force: 0.31 },
  "mil.on": { dtcs },
  "mil.off": { dtcs, user_cleared: true },
  "trip.completed": { trip: toTrip(tripFacts, viewerWith()) },
};

describe("an event of the stream", () => {
  test.each(types)("%s is what the document shows", (type) => {
    expect(tell(type)).toEqual({
      id: "f61ba3d5-a68e-43eb-a731-0db871b4d3a3",
      user: { id: "U_ffd955ba63db4c25", url: "https://cars.example/api/automatic/user/U_ffd955ba63db4c25/" },
      type: roadEventNames[type],
      created_at: "2026-03-02T08:04:00.201Z",
      time_zone: "America/Los_Angeles",
      location: { lat: 37.757076, lon: -122.44812, accuracy_m: 10, created_at: "2026-03-02T08:03:59.201Z" },
      vehicle: { id: "C_8e7b567626c24695", url: "https://cars.example/api/automatic/vehicle/C_8e7b567626c24695/" },
      device: { id: "021ac91c826b42eca99e685c" },
      ...extras[type],
    });
  });

  test.each(types)("%s tells where the car is to those alone who may know", (type) => {
    const needed = type === "drive.location" ? "scope:current_location" : "scope:location";
    expect(tell(type, [needed])).toHaveProperty("location");
    const others = appScopes.filter((scope) => scope !== needed);
    expect(tell(type, others)).not.toHaveProperty("location");
  });

  test("carries no more of a trip than its scopes open", () => {
    const { trip } = tell("trip.completed", ["scope:trip"]);
    expect(trip).toEqual(toTrip(tripFacts, viewerWith(["scope:trip"])));
    expect(trip).not.toHaveProperty("path");
  });

  test("has a place of null where the car has not said where it was", () => {
    const event = { ...roadEventFacts("drive.ignition_on"), place: null };
    expect(toSocketEvent(event, viewerWith())).toHaveProperty("location", null);
  });
});
