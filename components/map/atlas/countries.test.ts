import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type CountriesTopology, toShapes } from "./atlas.ts";
import { atlasDetailAt, nameDetailAt } from "./atlas-data.ts";
import { namedCountries, toCountries } from "./countries.ts";

const files = { coarse: "110m", medium: "50m", fine: "10m" };
const read = (detail: keyof typeof files): CountriesTopology =>
  JSON.parse(readFileSync(new URL(`../../../node_modules/world-atlas/countries-${files[detail]}.json`, import.meta.url), "utf8"));
const shapesOf = { coarse: toShapes(read("coarse")), medium: toShapes(read("medium")), fine: toShapes(read("fine")) };

const small = ["Malta", "Singapore", "Bahrain", "Mauritius", "Andorra", "Liechtenstein", "Maldives", "Barbados", "Samoa", "Cabo Verde"];

describe("countries on the built-in map", () => {
  test.each([3, 4, 5])("small ones have land at zoom %d", (zoom) => {
    const drawn = new Set(shapesOf[atlasDetailAt(zoom)].map(({ name }) => name));
    expect(small.filter((name) => !drawn.has(name))).toEqual([]);
  });

  test.each([4, 5, 6])("small ones have names at zoom %d, behind those of larger ones", (zoom) => {
    const named = namedCountries(toCountries(shapesOf[nameDetailAt(zoom)]), zoom).map(({ name }) => name);
    expect(small.filter((name) => !named.includes(name))).toEqual([]);
    expect(named.indexOf("Italy")).toBeLessThan(named.indexOf("Malta"));
  });

  test("a name lies within its country", () => {
    const malta = toCountries(shapesOf.medium).find(({ name }) => name === "Malta");
    expect(malta?.lat).toBeCloseTo(35.9, 1);
    expect(malta?.lon).toBeCloseTo(14.46, 1);
  });

  test("the world as a whole needs the small file alone, and streets need no names of countries", () => {
    expect([atlasDetailAt(0), atlasDetailAt(2)]).toEqual(["coarse", "coarse"]);
    expect(namedCountries(toCountries(shapesOf.coarse), 2)).toEqual([]);
    expect(namedCountries(toCountries(shapesOf.coarse), 12)).toEqual([]);
  });
});
