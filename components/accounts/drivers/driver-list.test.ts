import { expect, test } from "vitest";
import { type DriverRowData, selectDrivers } from "./driver-list.ts";

function driver(name: string, score: number | null, car = "Van"): DriverRowData {
  const card = { score, distanceM: 1000 } as DriverRowData["card"];
  const rest = { id: 1, email: null, asOf: null, history: [], lastTripAt: null, vehicles: [{ id: 1, name: car }] };
  return { name, card: score === null ? null : card, ...rest };
}

const drivers = [driver("Ada", 70), driver("Bo", null), driver("Cy", 90, "Truck")];
const names = (search: string, sort: "score" | "name", descending: boolean) =>
  selectDrivers(drivers, { search, sort, descending }).map(({ name }) => name);

test("drivers without a score come last both ways", () => {
  expect(names("", "score", true)).toEqual(["Cy", "Ada", "Bo"]);
  expect(names("", "score", false)).toEqual(["Ada", "Cy", "Bo"]);
});

test("by name, and found by name or car", () => {
  expect(names("", "name", true)).toEqual(["Cy", "Bo", "Ada"]);
  expect(names(" TRUCK ", "name", false)).toEqual(["Cy"]);
  expect(names("ad", "name", false)).toEqual(["Ada"]);
});
