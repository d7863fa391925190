import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOfTown } from "./address-of-town.ts";
import { readStateCode, stateCode } from "./states.ts";

const noStreet = { streetNumber: null, streetName: null };

test("a town of the United States has a state", () => {
  expect(addressOfTown("Oak Park, IL, United States", null)).toEqual({
    ...noStreet,
    name: "Oak Park, IL, United States",
    displayName: "Oak Park, IL",
    city: "Oak Park",
    state: "IL",
    country: "US",
  });
});

test("a quarter is the finer part of a town, which stays the city", () => {
  expect(addressOfTown("Sydney, NSW, Australia", "The Rocks")).toEqual({
    ...noStreet,
    name: "The Rocks, Sydney, NSW, Australia",
    displayName: "The Rocks, Sydney, NSW",
    city: "Sydney",
    state: "NSW",
    country: "AU",
  });
  expect(addressOfTown("Berlin, Germany", "Kreuzberg")).toMatchObject({ displayName: "Kreuzberg, Berlin", city: "Berlin", state: null });
  expect(addressOfTown(null, "Kreuzberg")).toBeNull();
});

test("elsewhere there is a town and a country", () => {
  expect(addressOfTown("Enschede, Netherlands", null)).toMatchObject({
    displayName: "Enschede",
    city: "Enschede",
    state: null,
    country: "NL",
  });
  expect(addressOfTown("Wien, Austria", null)?.country).toBe("AT");
  expect(addressOfTown("Dresden, Germany", null)?.country).toBe("DE");
});

test("numbers of provinces become the codes people know", () => {
  expect(addressOfTown("Toronto, 08, Canada", null)).toMatchObject({ displayName: "Toronto, ON", state: "ON", country: "CA" });
  expect(addressOfTown("Sydney, NSW, Australia", null)).toMatchObject({ displayName: "Sydney, NSW", state: "NSW", country: "AU" });
});

test("a name with a comma in it stays whole", () => {
  expect(addressOfTown("Santa Rita, Copan, Honduras", null)).toMatchObject({ city: "Santa Rita, Copan", state: null, country: "HN" });
});

test("what is no town's label is a city, and nothing is nothing", () => {
  expect(addressOfTown("Somewhere", null)).toMatchObject({ displayName: "Somewhere", city: "Somewhere", country: null });
  expect(addressOfTown("Germany", null)).toMatchObject({ city: "Germany", country: null });
  expect(addressOfTown(null, null)).toBeNull();
  expect(addressOfTown("", null)).toBeNull();
});

test("every label has a name and a city that are not empty", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (label) => {
      const address = addressOfTown(label, null);
      expect(address?.name).toBe(label);
      expect(address?.city).toMatch(/./s);
      expect(address?.displayName.startsWith(address.city ?? "?")).toBe(true);
    }),
  );
});

test("a code of GeoNames and the one people know are read alike", () => {
  expect(stateCode("CA", "08")).toBe("ON");
  expect(stateCode("US", "IL")).toBe("IL");
  expect(stateCode("US", "")).toBeNull();
  expect(stateCode("NL", "15")).toBeNull();
  for (const text of ["08", "ON"]) expect(readStateCode("CA", text)).toBe("ON");
  expect(readStateCode("CA", "XX")).toBeNull();
  expect(readStateCode(null, "IL")).toBeNull();
});
