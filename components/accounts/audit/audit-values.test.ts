import { expect, test } from "vitest";
import { t } from "#components/messages/messages.ts";
import { createFormat } from "#components/ui/values/format.tsx";
import { describeChange } from "./audit-values.ts";

const words = { t, format: createFormat({ units: "imperial", timeZone: "America/Chicago", locale: "en-US" }) };
const lines = (before: Parameters<typeof describeChange>[1], after: Parameters<typeof describeChange>[2]) =>
  describeChange(words, before, after).map(({ label, text }) => `${label}: ${text}`);

test("fields and values are written in words, numbers in a person's units", () => {
  const document = { kind: "pollution", expiresOn: "2026-11-25", vehicleId: 6, contentType: "application/pdf" };
  expect(lines(null, document)).toEqual([
    "Vehicle ID: 6",
    "Kind: Pollution certificate",
    "Expires on: November 25, 2026",
    "File type: application/pdf",
  ]);
  const vehicle = { fuelType: "gasoline", transmission: "automatic", fuelGrade: "regular", vehicleClass: "car" };
  expect(lines(null, vehicle)).toEqual(["Class: Car", "Fuel: Petrol", "Fuel grade: Regular", "Gearbox: Automatic"]);
  const figures = { speedLimitKmh: 110, epaKmPerL: 11.904_023_808, tankL: 70, year: 2015, pricePerLDiesel: 1.029 };
  expect(lines(null, figures)).toEqual([
    "Price of a litre of diesel: 1.029",
    "Year: 2015",
    "EPA economy: 28.0 mpg",
    "Tank: 18.5 gal",
    "Speed limit: 68 mph",
  ]);
});

test("moments are written in the person's zone", () => {
  expect(lines({ expiresAt: "2027-03-01T05:30:00.000Z" }, null)).toEqual(["Expires: Feb 28, 2027, 11:30 PM"]);
});

test("a change has both sides; a side that is unknown is a dash; what is empty on both is left out", () => {
  expect(lines({ role: "driver", plate: null }, { role: "manager", plate: null })).toEqual(["Role: Driver → Manager"]);
  expect(lines({ speedLimitKmh: null }, { speedLimitKmh: 110 })).toEqual(["Speed limit: – → 68 mph"]);
  expect(lines(null, { plate: null, make: "Ford" })).toEqual(["Make: Ford"]);
});

test("what only one of the two sides has is written alone", () => {
  expect(lines({ vehicleId: 3 }, { vehicleId: 4, from: "2026-03-01T06:00:00Z" })).toEqual([
    "Vehicle ID: 3 → 4",
    "From: Mar 1, 2026, 12:00 AM",
  ]);
});

test("shapes, lists, switches and names of fields are readable", () => {
  const circle = JSON.stringify({ kind: "circle", lat: 41.9, lon: -87.6, radiusM: 500 });
  const polygon = JSON.stringify({
    kind: "polygon",
    corners: [
      [0, 0],
      [0, 1],
      [1, 1],
    ],
  });
  expect(lines({ shape: circle }, { shape: polygon })).toEqual(["Shape: Circle, radius 1,640 ft → Polygon, 3 corners"]);
  expect(lines(null, { fields: ["expiresOn", "kind"], isPublic: false })).toEqual(["Changed: Expires on, Kind", "Public client: No"]);
  expect(lines(null, { overlapS: 86_400 })).toEqual(["Old one works for another: 24 h"]);
});

test("a field without a name of its own is still words, and a value without a word stays as it is", () => {
  expect(lines(null, { webhookRetryLimit: 3, kind: "unheard_of", shape: "{" })).toEqual([
    "Kind: unheard_of",
    "Shape: {",
    "Webhook retry limit: 3",
  ]);
});
