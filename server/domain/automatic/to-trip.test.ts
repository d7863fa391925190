import { describe, expect, test } from "vitest";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import { tripFacts, viewerWith } from "./fixtures/facts.ts";
import { toTrip } from "./to-trip.ts";

const course = [
  ...["url", "id", "driver", "user", "started_at", "ended_at", "distance_m", "duration_s", "vehicle"],
  ...["start_timezone", "end_timezone", "idling_time_s", "tags"],
];
const way = ["start_location", "start_address", "end_location", "end_address", "path"];
const behavior = [
  ...["fuel_cost_usd", "fuel_volume_l", "average_kmpl", "average_from_epa_kmpl", "score_events", "score_speeding"],
  ...["hard_brakes", "hard_accels", "duration_over_70_s", "duration_over_75_s", "duration_over_80_s"],
  ...["city_fraction", "highway_fraction", "night_driving_fraction"],
];

describe("a trip of version 2", () => {
  test.each<[AppScope[], string[]]>([
    [[], []],
    [["scope:location", "scope:behavior", "scope:vehicle:events"], []],
    [["scope:trip"], course],
    [
      ["scope:trip", "scope:location"],
      [...course, ...way],
    ],
    [
      ["scope:trip", "scope:behavior"],
      [...course, ...behavior],
    ],
    [
      ["scope:trip", "scope:vehicle:events"],
      [...course, "vehicle_events"],
    ],
    [
      ["scope:trip", "scope:location", "scope:behavior", "scope:vehicle:events"],
      [...course, ...way, ...behavior, "vehicle_events"],
    ],
  ])("with %j has the keys its document names", (scopes, keys) => {
    expect(Object.keys(toTrip(tripFacts, viewerWith(scopes))).sort()).toEqual([...keys].sort());
  });

  test("is metric, with moments in UTC and addresses that end in a slash", () => {
    const trip = toTrip(tripFacts, viewerWith());
    expect(trip).toMatchObject({
      url: "https://cars.example/api/automatic/trip/T_db5c2635ffd945ba/",
      id: "T_db5c2635ffd945ba",
      driver: "https://cars.example/api/automatic/user/U_ffd955ba63db4c25/",
      user: "https://cars.example/api/automatic/user/U_ffd955ba63db4c25/",
      vehicle: "https://cars.example/api/automatic/vehicle/C_8e7b567626c24695/",
      started_at: "2026-03-02T08:00:00.201Z",
      ended_at: "2026-03-02T08:25:00.201Z",
      distance_m: 6573.4,
      duration_s: 1500,
      start_location: { lat: 37.7692903, lon: -122.4465469, accuracy_m: 5 },
      start_address: { street_number: "464", street_name: "Ashbury", city: "San Francisco", state: "CA", country: "US" },
      fuel_cost_usd: 1.04,
      fuel_volume_l: 0.93,
      average_kmpl: 7.07,
      average_from_epa_kmpl: 8.5,
      score_events: 33.7,
      score_speeding: 40.2,
      tags: ["business"],
    });
    expect(trip.vehicle_events).toEqual([
      {
        type: "speeding",
        start_distance_m: 4193.8,
        end_distance_m: 4383.4,
        started_at: "2026-03-02T08:04:00.201Z",
        ended_at: "2026-03-02T08:04:03.201Z",
        velocity_kph: 115.9,
      },
      { type: "hard_accel", lat: 37.776, lon: -122.416, created_at: "2026-03-02T08:05:00.201Z", g_force: 0.3512 },
      { type: "hard_brake", lat: 37.78, lon: -122.41, created_at: "2026-03-02T08:07:00.201Z", g_force: 0.6118 },
    ]);
  });

  test("tells not where events were without scope:location", () => {
    const { vehicle_events } = toTrip(tripFacts, viewerWith(["scope:trip", "scope:vehicle:events"]));
    expect(vehicle_events?.[1]).toEqual({ type: "hard_accel", created_at: "2026-03-02T08:05:00.201Z", g_force: 0.3512 });
  });

  test("with nothing known has nulls, and as driver whoever asks", () => {
    const end = { ...tripFacts.start, position: null, address: null };
    const unknown = { fuelL: null, fuelCostUsd: null, epaKmPerL: null, scoreEvents: null, cityFraction: null, path: null };
    const trip = toTrip({ ...tripFacts, ...unknown, start: end, end, driverUserUid: null, events: [], tags: [] }, viewerWith());
    expect(trip).toMatchObject({ start_location: null, end_address: null, path: null, vehicle_events: [], tags: [], driver: trip.user });
    expect(trip).toMatchObject({ fuel_cost_usd: null, fuel_volume_l: null, average_kmpl: null, score_events: null, city_fraction: null });
  });
});
