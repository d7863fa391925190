import { expect, test } from "vitest";
import { collect } from "./collect.ts";
import { decodeEnvirocar } from "./decode-envirocar.ts";

const point = { type: "Point", coordinates: [7.5, 51.9] };
const valued = (values: Record<string, number>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));

function track(...features: unknown[]): string {
  return JSON.stringify({ type: "FeatureCollection", properties: { sensor: { type: "car", features: [1] } }, features }, null, 1);
}

/** The text in pieces of a few characters, so that every boundary falls inside something once. */
const pieces = (text: string) => text.match(/[\s\S]{1,7}/g) ?? [];

test("reads position, the car's values and the phone's", async () => {
  const phenomenons = valued({
    Speed: 58.5,
    "GPS Speed": 58.9,
    Rpm: 1549,
    "Calculated MAF": 18.2,
    Consumption: 5.9,
    "Intake Pressure": 77,
    CO2: 14,
  });
  const text = track({ geometry: point, properties: { time: "2020-03-25T16:31:52Z", sensor: { "a{": "}" }, phenomenons } });
  const [decoded] = await collect(decodeEnvirocar(pieces(text)));
  expect(decoded).toMatchObject({
    kind: "sample",
    sample: {
      atMs: Date.parse("2020-03-25T16:31:52Z"),
      lat: 51.9,
      lon: 7.5,
      speedKmh: 58.5,
      gpsSpeedKmh: 58.9,
      rpm: 1549,
      mafGps: 18.2,
      fuelRateLph: 5.9,
      pids: { "0B": 77 },
    },
  });
});

test("takes a feature that has only a position", async () => {
  const text = track({ geometry: point, properties: { time: "2013-09-25T20:38:39Z", sensor: "524", phenomenons: {} } });
  const decoded = await collect(decodeEnvirocar([text]));
  expect(decoded.map((row) => row.kind === "sample" && row.sample)).toEqual([{ atMs: 1380141519000, lat: 51.9, lon: 7.5 }]);
});

test("prefers a measured air mass flow to a calculated one", async () => {
  const phenomenons = valued({ "Calculated MAF": 9, MAF: 10 });
  const text = track({ geometry: point, properties: { time: "2013-09-25T20:38:39Z", phenomenons } });
  expect(await collect(decodeEnvirocar([text]))).toMatchObject([{ sample: { mafGps: 10 } }]);
});

test("rejects features without a time or a value, by line", async () => {
  const text = `{"features":[\n{"properties":{}},\n{"properties":{"time":"2013-09-25T20:38:39Z"}},\n{"properties":\n]}`;
  const decoded = await collect(decodeEnvirocar(['{"features":[\n{"properties":{}},\n{"properties":{"time":"2013-09-25T20:38:39Z"}}\n]}']));
  expect(decoded.map((row) => [row.kind, row.line])).toEqual([
    ["rejection", 2],
    ["rejection", 3],
  ]);
  await expect(collect(decodeEnvirocar([text]))).rejects.toThrow("cut off");
});

test("refuses what is no track", async () => {
  await expect(collect(decodeEnvirocar(["a,b\n1,2\n"]))).rejects.toThrow('no list "features"');
});
