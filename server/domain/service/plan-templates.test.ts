import { expect, test } from "vitest";
import { listPlanTemplates, templateKeys } from "./plan-templates.ts";

const keysOf = (fuelType: Parameters<typeof listPlanTemplates>[0]) => listPlanTemplates(fuelType).map(({ key }) => key);

test("a car is planned for what it has", () => {
  for (const key of ["engine_oil", "air_filter", "spark_plugs", "fuel_filter"]) expect(keysOf("electric")).not.toContain(key);
  expect(keysOf("diesel")).toContain("fuel_filter");
  expect(keysOf("diesel")).not.toContain("spark_plugs");
  expect(keysOf("hybrid")).toContain("spark_plugs");
  expect(keysOf("unknown")).toEqual(keysOf("gasoline"));
});

test("every template has an interval and belongs to some car", () => {
  const all = (["gasoline", "diesel", "electric"] as const).flatMap(listPlanTemplates);
  for (const { everyKm, everyMonths } of all) expect(everyKm ?? everyMonths).toBeGreaterThan(0);
  expect(new Set(all.map(({ key }) => key))).toEqual(new Set(templateKeys));
});
