import { expect, test } from "vitest";
import { toVehicleChange, toVehicleDraft } from "./vehicle-draft.ts";

const car = {
  ...{ name: "Golf", make: "Volkswagen", model: "Golf", year: 2019, plate: "W-1", fuelType: "diesel" as const },
  ...{ tankL: 50, batteryKwh: null, speedLimitKmh: 120 },
};

test("only what was typed anew is changed, in stored units", () => {
  const before = toVehicleDraft(car, "imperial");
  expect(before).toMatchObject({ tank: "13.2", speedLimit: "74.6", battery: "" });
  expect(toVehicleChange(before, before, "imperial")).toEqual({});
  const change = toVehicleChange(before, { ...before, speedLimit: "70", plate: " " }, "imperial");
  expect(change).toEqual({ speedLimitKmh: expect.closeTo(112.654, 3), plate: null });
});

test("no limit and a limit of nothing are none", () => {
  const before = toVehicleDraft(car, "metric");
  expect(before).toMatchObject({ tank: "50", speedLimit: "120", year: "2019" });
  for (const speedLimit of ["", "0"]) expect(toVehicleChange(before, { ...before, speedLimit }, "metric")).toEqual({ speedLimitKmh: null });
});
