import { describe, expect, test } from "vitest";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import { vehicleFacts, viewerWith } from "./fixtures/facts.ts";
import { toVehicle } from "./to-vehicle.ts";

const seen = {
  ...vehicleFacts,
  signals: { ...vehicleFacts.signals, position: { value: { lat: 37.78, lon: -122.4, accuracyM: null }, atMs: Date.UTC(2026, 2, 2) } },
};
const shown = ["url", "id"];
const profile = [
  ...["created_at", "updated_at", "make", "model", "year", "submodel", "display_name", "color", "fuel_grade"],
  ...["fuel_level_percent", "battery_voltage", "active_dtcs"],
];

describe("a vehicle of version 2", () => {
  test.each<[AppScope[], string[]]>([
    [[], shown],
    [["scope:vehicle:vin"], [...shown, "vin"]],
    [["scope:vehicle:profile"], [...shown, ...profile]],
    [["scope:location"], [...shown, "latest_location"]],
    [
      ["scope:vehicle:vin", "scope:vehicle:profile", "scope:location"],
      [...shown, "vin", ...profile, "latest_location"],
    ],
  ])("with %j has the keys its document names", (scopes, keys) => {
    expect(Object.keys(toVehicle(seen, viewerWith(scopes))).sort()).toEqual([...keys].sort());
  });

  test("has what is known of it", () => {
    expect(toVehicle(seen, viewerWith())).toEqual({
      url: "https://cars.example/api/automatic/vehicle/C_8e7b567626c24695/",
      id: "C_8e7b567626c24695",
      vin: "2HNYD18861H500001",
      created_at: "2026-01-01T00:00:00.000Z",
      updated_at: "2026-02-01T00:00:00.000Z",
      make: "Acura",
      model: "MDX",
      year: 2001,
      submodel: "Touring",
      display_name: "My Speed Demon",
      color: "#d15fed",
      fuel_grade: "premium",
      fuel_level_percent: 61.5,
      battery_voltage: 12.6,
      active_dtcs: [{ code: "P0442", created_at: "2026-03-02T08:10:00.000Z", description: expect.stringMatching(/\w/) }],
      latest_location: { lat: 37.78, lon: -122.4, accuracy_m: 8, created_at: "2026-03-02T00:00:00.000Z" },
    });
  });

  test("has no present state where that is not to be seen, and no codes that are not confirmed", () => {
    const state = { fuel_level_percent: null, battery_voltage: null, active_dtcs: null };
    expect(toVehicle({ ...seen, signals: null }, viewerWith())).toMatchObject(state);
    expect(toVehicle({ ...seen, signals: null }, viewerWith())).not.toHaveProperty("latest_location");
    const pending = { code: "P0442", status: "pending" as const, atMs: 0 };
    expect(toVehicle({ ...seen, signals: { dtcs: [pending] } }, viewerWith()).active_dtcs).toEqual([]);
  });
});
