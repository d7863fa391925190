import { expect, test } from "vitest";
import { t } from "#components/messages/messages.ts";
import { namePlace, nameTrip, nameTripShortly } from "./place-names.ts";

const oakPark = "Oak Park, IL, United States";
const chicago = "Chicago, IL, United States";
const name = (startPlace: string | null, endPlace: string | null, startStreet: string | null = null, endStreet: string | null = null) =>
  nameTrip(t, { startPlace, endPlace, startStreet, endStreet });

test("a place is a town, with its street where that is known", () => {
  expect(namePlace(oakPark, null)).toBe("Oak Park");
  expect(namePlace(oakPark, "Lake Street")).toBe("Lake Street, Oak Park");
  expect(namePlace(null, "Lake Street")).toBe("Lake Street");
  expect(namePlace(null, null)).toBeNull();
});

test("a trip goes from town to town, or around one", () => {
  expect(name(oakPark, chicago)).toBe("Oak Park to Chicago");
  expect(name(oakPark, oakPark)).toBe("Around Oak Park");
  expect(name(null, chicago)).toBe("Around Chicago");
  expect(name(null, null)).toBe("Unknown place");
});

test("streets tell more of it", () => {
  expect(name(oakPark, chicago, "Lake Street", null)).toBe("Lake Street, Oak Park to Chicago");
  expect(name(oakPark, chicago, "Lake Street", "Lake Street")).toBe("Lake Street, Oak Park to Lake Street, Chicago");
  expect(name(oakPark, oakPark, "Lake Street", "Ridgeland Avenue")).toBe("Lake Street to Ridgeland Avenue, Oak Park");
  expect(name(oakPark, oakPark, "Lake Street", "Lake Street")).toBe("Around Lake Street, Oak Park");
  expect(name(oakPark, oakPark, "Lake Street", null)).toBe("Around Oak Park");
  expect(name(null, null, "Lake Street", null)).toBe("Around Lake Street");
});

test("where there is little room streets are left to trips within a town", () => {
  const streets = { startStreet: "Lake Street", endStreet: "Ridgeland Avenue" };
  expect(nameTripShortly(t, { startPlace: oakPark, endPlace: chicago, ...streets })).toBe("Oak Park to Chicago");
  expect(nameTripShortly(t, { startPlace: oakPark, endPlace: oakPark, ...streets })).toBe("Lake Street to Ridgeland Avenue, Oak Park");
});
