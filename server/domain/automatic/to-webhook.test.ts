import { describe, expect, test } from "vitest";
import { type AppScope, appScopes } from "#server/domain/apps/scopes.ts";
import { roadEventFacts, viewerWith } from "./fixtures/facts.ts";
import { type RoadEventType, roadEventNames } from "./road-event.ts";
import { toWebhookBody } from "./to-webhook.ts";

const atMs = 1772438640201;
const told = (Object.keys(roadEventNames) as RoadEventType[]).filter((type) => type !== "drive.location");
const bodyOf = (type: RoadEventType, format: "v1" | "v2", scopes: readonly AppScope[] = appScopes): Record<string, unknown> => ({
  ...toWebhookBody(roadEventFacts(type), viewerWith(scopes), format),
});

const extras: Partial<Record<RoadEventType, object>> = {
  "drive.speeding": { speed_mph: 70 },
  "drive.hard_brake": { g_force: 0.35 },
  "drive.hard_accel": { g_force: 0.31 },
  "mil.on": { dtcs: [{ code: "P0442", description: "Small fuel vapour leak", start: atMs - 2000 }] },
  "mil.off": { dtcs: [{ code: "P0442", description: expect.any(String), start: atMs - 2000 }], user_cleared: true },
  "trip.completed": { trip: expect.any(Object) },
};

const profile = { make: "Acura", model: "MDX", color: "#d15fed", display_name: "My Speed Demon" };
const place = { lat: 37.757076, lon: -122.44812, accuracy_m: 10 };

describe("a webhook of version 2", () => {
  test.each(told)("%s is what the document shows", (type) => {
    expect(bodyOf(type, "v2")).toEqual({
      id: "f61ba3d5-a68e-43eb-a731-0db871b4d3a3",
      user: { id: "ffd955ba63db4c25a1b2", v2_id: "U_ffd955ba63db4c25" },
      type: roadEventNames[type],
      created_at: atMs,
      time_zone: "America/Los_Angeles",
      location: { ...place, ...(type !== "trip.completed" && { ts: atMs - 1000 }) },
      vehicle: { id: "C_8e7b567626c24695", year: "2001", ...profile },
      device: { id: "021ac91c826b42eca99e685c" },
      ...extras[type],
    });
  });

  test("carries a trip with both spellings of what is over a speed", () => {
    expect(bodyOf("trip.completed", "v2")["trip"]).toEqual({
      id: "T_db5c2635ffd945ba",
      start_location: {
        name: "464 Ashbury Street, San Francisco, CA, United States",
        display_name: "Ashbury Street, San Francisco, CA",
        ...{ lat: 37.7692903, lon: -122.4465469, accuracy_m: 5, ts: 1772438400201 },
        ...{ city: "San Francisco", country: "US", state: "CA", street_name: "Ashbury", street_number: "464" },
      },
      start_time: 1772438400201,
      start_time_zone: "America/Los_Angeles",
      end_location: expect.objectContaining({ street_name: "5th", ts: 1772439900201 }),
      end_time: 1772439900201,
      end_time_zone: "America/Los_Angeles",
      path: "uioeFxycjVxDMvAGBjATlJXrLaIZHvCFhCHpCaI^i@@",
      distance_m: 6573.4,
      ...{ hard_accels: 1, hard_brakes: 1, duration_over_80_s: 0, duration_over_75_s: 2, duration_over_70_s: 3 },
      ...{ duration_over80_s: 0, duration_over75_s: 2, duration_over70_s: 3 },
      ...{ fuel_cost_usd: 1.04, fuel_volume_gal: 0.246, average_mpg: 16.63 },
      ...{ idling_time_s: 78.47, score_events: 33.7, score_speeding: 40.2 },
      ...{ city_fraction: 0.45, highway_fraction: 0.55, night_driving_fraction: 0.25 },
    });
  });

  test("says null for a place, an adapter, a year and an address that are not known", () => {
    const facts = roadEventFacts("trip.completed");
    const { trip } = facts;
    const lost = { ...facts, place: null, deviceUid: null, vehicle: { ...facts.vehicle, year: null } };
    const nowhere = trip && { ...trip, start: { ...trip.start, position: null }, end: { ...trip.end, address: null } };
    expect(toWebhookBody({ ...lost, trip: nowhere }, viewerWith(), "v2")).toMatchObject({
      location: null,
      vehicle: { year: null },
      device: { id: null },
      trip: { start_location: null, end_location: { name: null, city: null, street_number: null } },
    });
  });
});

describe("a webhook of version 1", () => {
  test.each(told)("%s is what the document shows", (type) => {
    expect(bodyOf(type, "v1")).toEqual({
      id: "E_f61ba3d5a68e43eb",
      user: { id: "U_ffd955ba63db4c25" },
      type: roadEventNames[type],
      created_at: atMs,
      time_zone: "America/Los_Angeles",
      location: place,
      vehicle: {
        uri: "https://cars.example/api/automatic/v1/vehicles/C_8e7b567626c24695",
        id: "C_8e7b567626c24695",
        year: 2001,
        ...profile,
      },
      ...extras[type],
    });
  });

  test("carries a trip as the REST call of version 1 has it", () => {
    const trip = bodyOf("trip.completed", "v1")["trip"];
    expect(trip).toMatchObject({ uri: "https://cars.example/api/automatic/v1/trips/T_db5c2635ffd945ba", drive_events: [{}, {}, {}] });
  });
});

describe("scopes", () => {
  const base = ["id", "user", "type", "created_at", "time_zone", "vehicle"];
  const vehicleKeys = ["id", "year", "make", "model", "color", "display_name"];
  const tripKeys = ["id", "start_time", "start_time_zone", "end_time", "end_time_zone", "distance_m", "idling_time_s"];
  const locationKeys = ["start_location", "end_location", "path"];
  const limits = ["80", "75", "70"].flatMap((mph) => [`duration_over_${mph}_s`, `duration_over${mph}_s`]);
  const figures = ["fuel_cost_usd", "fuel_volume_gal", "average_mpg", "score_events", "score_speeding"];
  const fractions = ["city_fraction", "highway_fraction", "night_driving_fraction"];
  const behaviorKeys = ["hard_accels", "hard_brakes", ...limits, ...figures, ...fractions];
  const keysOf = (value: unknown) => Object.keys(value ?? {}).sort();
  const one = (scope: AppScope) => ["scope:public", "scope:trip", scope] as const;

  test.each<[AppScope, { body?: string[]; vehicle?: string[]; trip?: string[] }]>([
    ["scope:trip", {}],
    ["scope:location", { body: ["location"], trip: locationKeys }],
    ["scope:behavior", { trip: behaviorKeys }],
    ["scope:vehicle:profile", { vehicle: vehicleKeys }],
    ["scope:vehicle:events", {}],
    ["scope:vehicle:vin", {}],
    ["scope:current_location", {}],
    ["scope:user:profile", {}],
  ])("%s with scope:trip opens %j", (scope, { body = [], vehicle = ["id"], trip = [] }) => {
    const shown = bodyOf("trip.completed", "v2", one(scope));
    expect(keysOf(shown)).toEqual([...base, "device", "trip", ...body].sort());
    expect(keysOf(shown["vehicle"])).toEqual([...vehicle].sort());
    expect(keysOf(shown["trip"])).toEqual([...tripKeys, ...trip].sort());
    const older = bodyOf("trip.completed", "v1", one(scope));
    expect(keysOf(older)).toEqual([...base, "trip", ...body].sort());
    expect(keysOf(older["vehicle"])).toEqual([...vehicle, "uri"].sort());
  });

  test.each(["v1", "v2"] as const)("%s: no trip without scope:trip", (format) => {
    const scopes = appScopes.filter((scope) => scope !== "scope:trip");
    expect(bodyOf("trip.completed", format, scopes)).not.toHaveProperty("trip");
  });

  test.each(told)("%s never tells the number of the vehicle, nor who somebody is", (type) => {
    for (const format of ["v1", "v2"] as const)
      expect(JSON.stringify(bodyOf(type, format))).not.toMatch(/2HNYD18861H500001|email|first_name/);
  });
});
