import { describe, expect, test } from "vitest";
import { type AppScope, appScopes } from "#server/domain/apps/scopes.ts";
import { tripFacts, vehicleFacts, viewerWith } from "./fixtures/facts.ts";
import { toV1Trip } from "./to-v1-trip.ts";
import { toV1Vehicle } from "./to-v1-vehicle.ts";

const base = "https://cars.example/api/automatic/v1";
const vehicle = {
  uri: `${base}/vehicles/C_8e7b567626c24695`,
  id: "C_8e7b567626c24695",
  year: 2001,
  make: "Acura",
  model: "MDX",
  color: "#d15fed",
  display_name: "My Speed Demon",
};

describe("a vehicle of version 1", () => {
  test("is what the document shows", () => {
    expect(toV1Vehicle(vehicleFacts, viewerWith())).toEqual(vehicle);
  });

  test("is its address and id alone without scope:vehicle:profile", () => {
    const others = appScopes.filter((scope) => scope !== "scope:vehicle:profile");
    expect(toV1Vehicle(vehicleFacts, viewerWith(others))).toEqual({ uri: vehicle.uri, id: vehicle.id });
  });
});

describe("a trip of version 1", () => {
  test("is what the document shows: milliseconds, metres, gallons, miles a gallon", () => {
    expect(toV1Trip(tripFacts, viewerWith())).toEqual({
      uri: `${base}/trips/T_db5c2635ffd945ba`,
      id: "T_db5c2635ffd945ba",
      user: { id: "U_ffd955ba63db4c25" },
      vehicle,
      start_location: {
        name: "464 Ashbury Street, San Francisco, CA, United States",
        display_name: "Ashbury Street, San Francisco, CA",
        lat: 37.7692903,
        lon: -122.4465469,
        accuracy_m: 5,
      },
      start_time: 1772438400201,
      start_time_zone: "America/Los_Angeles",
      end_location: {
        name: "201 5th Street, San Francisco, CA, United States",
        display_name: "5th Street, San Francisco, CA",
        lat: 37.7827,
        lon: -122.406455,
        accuracy_m: 97.9,
      },
      end_time: 1772439900201,
      end_time_zone: "America/Los_Angeles",
      path: tripFacts.path,
      distance_m: 6573.4,
      hard_accels: 1,
      hard_brakes: 1,
      duration_over_80_s: 0,
      duration_over_75_s: 2,
      duration_over_70_s: 3,
      fuel_cost_usd: 1.04,
      fuel_volume_gal: 0.246,
      average_mpg: 16.63,
      drive_events: [
        {
          type: "speeding",
          start_distance_m: 4193.8,
          end_distance_m: 4383.4,
          start_time: 1772438640201,
          end_time: 1772438643201,
          velocity_mph: 72,
        },
        { type: "hard_accel", lat: 37.776, lon: -122.416, ts: 1772438700201, g: 0.3512 },
        { type: "hard_brake", lat: 37.78, lon: -122.41, ts: 1772438820201, g: 0.6118 },
      ],
    });
  });

  test("says null for what is not known, and stretches of idling are no events of it", () => {
    const unknown = { position: null, address: null, accuracyM: null };
    const events = tripFacts.events.slice(0, 1).map((event) => ({ ...event, kind: "idling" as const }));
    const trip = { ...tripFacts, start: { ...tripFacts.start, ...unknown }, path: null, fuelL: null, fuelCostUsd: null, events };
    expect(toV1Trip(trip, viewerWith())).toMatchObject({
      start_location: null,
      path: null,
      fuel_cost_usd: null,
      fuel_volume_gal: null,
      average_mpg: null,
      drive_events: [],
    });
    expect(toV1Trip({ ...tripFacts, fuelL: 0 }, viewerWith())).toMatchObject({ fuel_volume_gal: 0, average_mpg: null });
    const named = { ...tripFacts.end, accuracyM: null, address: null };
    expect(toV1Trip({ ...tripFacts, end: named }, viewerWith()).end_location).toMatchObject({ name: null, accuracy_m: 8 });
  });

  const always = ["uri", "id", "user", "vehicle", "start_time", "start_time_zone", "end_time", "end_time_zone", "distance_m"];
  const fuel = ["fuel_cost_usd", "fuel_volume_gal", "average_mpg"];
  const behavior = ["hard_accels", "hard_brakes", "duration_over_80_s", "duration_over_75_s", "duration_over_70_s"];
  test.each<[AppScope[], string[]]>([
    [[], []],
    [["scope:location"], ["start_location", "end_location", "path"]],
    [["scope:behavior"], behavior],
    [["scope:vehicle:events"], ["drive_events"]],
    [["scope:user:profile", "scope:vehicle:vin", "scope:current_location", "scope:adapter:basic"], []],
  ])("with scope:trip and %j has, besides what all have, %j", (scopes, keys) => {
    const shown = Object.keys(toV1Trip(tripFacts, viewerWith(["scope:public", "scope:trip", ...scopes])));
    expect(shown.sort()).toEqual([...always, ...fuel, ...keys].sort());
  });

  test("tells no place of an event without scope:location", () => {
    const { drive_events: events = [] } = toV1Trip(tripFacts, viewerWith(["scope:trip", "scope:vehicle:events"]));
    expect(events.map((event) => Object.keys(event))).toEqual([
      ["type", "start_distance_m", "end_distance_m", "start_time", "end_time", "velocity_mph"],
      ["type", "ts", "g"],
      ["type", "ts", "g"],
    ]);
  });
});
