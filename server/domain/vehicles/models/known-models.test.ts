import { expect, test } from "vitest";
import { findKnownModel, foldName, listKnownMakes, listKnownModels, sortNames } from "./known-models.ts";

const makes = listKnownMakes();
const modelCount = makes.reduce((sum, make) => sum + listKnownModels(make).length, 0);

test("the common makes of three continents are there, by name", () => {
  expect(makes.length).toBeGreaterThanOrEqual(45);
  expect(modelCount).toBeGreaterThanOrEqual(500);
  for (const make of ["Aston Martin", "Audi", "Bentley", "BMW", "Ford", "Mahindra", "Maruti Suzuki", "Tata", "Tesla", "Toyota", "Volvo"]) {
    expect(makes).toContain(make);
  }
  expect(makes.indexOf("Audi")).toBeLessThan(makes.indexOf("Bentley"));
});

test("a make's models are found however it is spelled", () => {
  const audi = listKnownModels(" aUdI ");
  const documented = "A3, Q3, A4, A3 cabriolet, A6, Q5, TT, S5, Q7, S6, RS5, A8, RS6 Avant, RS7, R8";
  expect(audi).toEqual(expect.arrayContaining(documented.split(", ")));
  expect(listKnownModels("skoda")).toEqual(listKnownModels("Škoda"));
  expect(listKnownModels("Nobody")).toEqual([]);
  expect(findKnownModel({ make: "audi", model: "tt" })).toEqual({ make: "Audi", model: "TT" });
  expect(findKnownModel({ make: "audi", model: "Golf" })).toBeNull();
});

test("every name is trimmed, short enough for a vehicle and there once", () => {
  for (const make of makes) {
    const models = listKnownModels(make);
    for (const name of [make, ...models]) {
      expect(name).toBe(name.trim());
      expect(name.length).toBeGreaterThan(0);
      expect(name.length).toBeLessThanOrEqual(60);
    }
    expect(new Set(models.map(foldName)).size).toBe(models.length);
  }
});

test("names are sorted as people would, the first spelling stays", () => {
  expect(sortNames(["Q10", "q2", "Éa", "eb", "Q2"])).toEqual(["Éa", "eb", "q2", "Q10"]);
});
