import { expect, test } from "vitest";
import { toVehicleChange, toVehicleDraft } from "./vehicle-draft.ts";

const car = {
  ...{ name: "Golf", make: "Volkswagen", model: "Golf", year: 2019, plate: "W-1", fuelType: "diesel" as const },
  ...{ tankL: 50, batteryKwh: null, speedLimitKmh: 120 },
  ...{ submodel: "GTI", color: "#1e3a8a", fuelGrade: "premium" as const, epaKmPerL: 12.3 },
};

test("only what was typed anew is changed, in stored units", () => {
  const before = toVehicleDraft(car, "imperial");
  expect(before).toMatchObject({ tank: "13.2", speedLimit: "74.6", battery: "" });
  expect(toVehicleChange(before, before, "imperial")).toEqual({});
  const change = toVehicleChange(before, { ...before, speedLimit: "70", plate: " " }, "imperial");
  expect(change).toEqual({ speedLimitKmh: expect.closeTo(112.654, 3), plate: null });
});

test("the economy is typed in miles per gallon or kilometres on a litre", () => {
  const before = toVehicleDraft(car, "imperial");
  expect(before.economy).toBe("28.9");
  expect(toVehicleChange(before, { ...before, economy: "30" }, "imperial")).toEqual({ epaKmPerL: expect.closeTo(12.754, 3) });
  const metric = toVehicleDraft(car, "metric");
  expect(metric.economy).toBe("12.3");
  expect(toVehicleChange(metric, { ...metric, economy: "13.5" }, "metric")).toEqual({ epaKmPerL: 13.5 });
});

test("what is emptied is not known", () => {
  const before = toVehicleDraft(car, "metric");
  const emptied = { ...before, submodel: " ", color: "", fuelGrade: "", economy: "" } as const;
  expect(toVehicleChange(before, emptied, "metric")).toEqual({ submodel: null, color: null, fuelGrade: null, epaKmPerL: null });
});

test("no limit and a limit of nothing are none", () => {
  const before = toVehicleDraft(car, "metric");
  expect(before).toMatchObject({ tank: "50", speedLimit: "120", year: "2019" });
  for (const speedLimit of ["", "0"]) expect(toVehicleChange(before, { ...before, speedLimit }, "metric")).toEqual({ speedLimitKmh: null });
});
