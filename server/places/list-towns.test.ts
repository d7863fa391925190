import { expect, test } from "vitest";
import { listTowns } from "./list-towns.ts";

test("the largest towns come first, and only those within the bounds", async () => {
  const bounds = { west: -88.6, south: 41.5, east: -87.4, north: 42.3 };
  const towns = await listTowns(bounds, 5);
  expect(towns).toHaveLength(5);
  expect(towns[0]?.name).toBe("Chicago");
  const populations = towns.map(({ population }) => population);
  expect(populations).toEqual([...populations].sort((a, b) => b - a));
  for (const { lat, lon } of towns) {
    expect(lat >= bounds.south && lat < bounds.north && lon >= bounds.west && lon < bounds.east).toBe(true);
  }
});

test("neither former towns nor quarters are among them", async () => {
  const around = async (lat: number, lon: number) => {
    const found = await listTowns({ west: lon - 0.3, south: lat - 0.3, east: lon + 0.3, north: lat + 0.3 }, 20);
    return found.map(({ name }) => name);
  };
  expect(await around(50.2, -119.4)).toContain("Vernon");
  expect(await around(50.2, -119.4)).not.toContain("Okanagan");
  expect((await around(-33.86, 151.2))[0]).toBe("Sydney");
  expect(await around(-33.86, 151.2)).not.toContain("The Rocks");
});

test("the open sea has none", async () => {
  expect(await listTowns({ west: -40, south: 30, east: -35, north: 35 }, 5)).toEqual([]);
});
