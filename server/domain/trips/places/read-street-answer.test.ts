import fc from "fast-check";
import { expect, test } from "vitest";
import { readStreetAnswer } from "./read-street-answer.ts";

const losAngeles = {
  display_name: "5862, Arbor Vitae Street, Westchester, Los Angeles, Los Angeles County, California, 90045, United States",
  address: {
    house_number: "5862",
    road: "Arbor Vitae Street",
    suburb: "Westchester",
    city: "Los Angeles",
    county: "Los Angeles County",
    state: "California",
    "ISO3166-2-lvl4": "US-CA",
    postcode: "90045",
    country: "United States",
    country_code: "us",
  },
};

test("an address of the United States", () => {
  expect(readStreetAnswer(losAngeles)).toEqual({
    name: "5862 Arbor Vitae Street, Los Angeles, CA 90045, United States",
    displayName: "Arbor Vitae Street, Los Angeles, CA",
    streetNumber: "5862",
    streetName: "Arbor Vitae Street",
    city: "Los Angeles",
    state: "CA",
    country: "US",
  });
});

test("an address of Germany: the number after the street, the state by its name", () => {
  const address = { house_number: "7", road: "Hauptstraße", village: "Wörth", state: "Bayern", "ISO3166-2-lvl4": "DE-BY" };
  expect(readStreetAnswer({ address: { ...address, postcode: "85457", country: "Germany", country_code: "de" } })).toEqual({
    name: "Hauptstraße 7, Wörth, 85457, Germany",
    displayName: "Hauptstraße, Wörth",
    streetNumber: "7",
    streetName: "Hauptstraße",
    city: "Wörth",
    state: "Bayern",
    country: "DE",
  });
});

test("between towns there may be no street, at sea there is nothing", () => {
  const country = { country: "Iceland", country_code: "is" };
  expect(readStreetAnswer({ address: country })).toMatchObject({ name: "Iceland", displayName: "Iceland", streetName: null, city: null });
  expect(readStreetAnswer({ error: "Unable to geocode" })).toBeNull();
  expect(readStreetAnswer({ address: {} })).toBeNull();
  expect(readStreetAnswer({ address: { house_number: "7" } })).toBeNull();
});

test.each([null, [], "Main Street", 7, {}, { address: "Main Street" }, { address: { road: 7 } }, { address: { road: ["a"] } }])(
  "%j is no answer",
  (answer) => {
    expect(() => readStreetAnswer(answer)).toThrow();
  },
);

test("hostile texts lose what does not show and are cut", () => {
  const road = `A\u0000\u001b[31m\u202eB\ud800\n${"x".repeat(5000)}`;
  const read = readStreetAnswer({ address: { road, city: "<script>", country_code: "../us" } });
  expect(read).toMatchObject({ city: "<script>", country: null });
  expect(read?.streetName).toMatch(/^A \[31m B x+$/);
  expect(read?.streetName).toHaveLength(100);
});

test("whatever is read can be stored and is not too long", () => {
  const part = fc.option(fc.string({ unit: "binary", maxLength: 120 }), { nil: undefined });
  const parts = fc.record({ house_number: part, road: part, city: part, country: part });
  fc.assert(
    fc.property(parts, (address) => {
      const read = readStreetAnswer({ address });
      for (const value of Object.values(read ?? {})) {
        if (value === null) continue;
        expect(value).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        expect(Array.from(value).length).toBeLessThanOrEqual(320);
      }
    }),
  );
});
