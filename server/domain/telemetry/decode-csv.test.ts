import { expect, test } from "vitest";
import { collect } from "./collect.ts";
import { parseMappings } from "./csv-mapping.ts";
import { decodeCsv } from "./decode-csv.ts";

async function decode(text: string, map: string, timeZone = "UTC") {
  const decoded = await collect(decodeCsv([text], { mappings: parseMappings([map]), timeZone }));
  return decoded.map((row) => (row.kind === "sample" ? row.sample : `${row.line}: ${row.reason}`));
}

test("converts units", async () => {
  const text = "t,v,T,h,f,i\n2020-01-01T10:00:00+01:00,10,50,100,0.5,on\n";
  expect(await decode(text, "t=at,v=speed_kmh:m/s,T=coolant_c:F,h=altitude_m:ft,f=fuel_level_pct:fraction,i=ignition")).toEqual([
    {
      atMs: Date.parse("2020-01-01T09:00:00Z"),
      speedKmh: 36,
      coolantC: 10,
      altitudeM: expect.closeTo(30.48, 9),
      fuelLevelPct: 50,
      ignition: true,
    },
  ]);
});

test("columns may hold commas, colons and equals signs; semicolons separate, commas are decimal marks", async () => {
  const text = "Zeit;Speed, GPS: (a=b);Oil\n100;52,5;92\n";
  expect(await decode(text, "Zeit=at:s,Speed, GPS: (a=b)=gps_speed_kmh:km/h,Oil=pids.5c")).toEqual([
    { atMs: 100_000, gpsSpeedKmh: 52.5, pids: { "5C": 92 } },
  ]);
});

test.each([
  ["semicolons", '"t"; "v; km/h";h\n1; "54,5";7\n  2;\t"55";  8\n', "v; km/h"],
  ["commas", 't, "v, km/h",h\n1, "54.5",7\n  2,\t"55",  8\n', "v, km/h"],
  ["tabs", 't\t "v\tkm/h"\th\n1\t "54.5"\t7\n2\t  "55"\t  8\n', "v\tkm/h"],
])("a quoted cell may begin with a space: %s", async (_separators, text, column) => {
  expect(await decode(text, `t=at:s,${column}=speed_kmh,h=altitude_m`)).toEqual([
    { atMs: 1000, speedKmh: 54.5, altitudeM: 7 },
    { atMs: 2000, speedKmh: 55, altitudeM: 8 },
  ]);
});

test("an empty cell between tabs stays a cell", async () => {
  expect(await decode("t\tu\tv\n1\t\t54\n", "t=at:s,v=speed_kmh")).toEqual([{ atMs: 1000, speedKmh: 54 }]);
});

test("date and time may be two columns, by a pattern of their own", async () => {
  const text = "Date,Time,v\n01.07.2020,14:00:00.5,1\n";
  expect(await decode(text, "Date=at:local(dd.MM.yyyy HH:mm:ss),Time=at,v=speed_kmh", "Europe/Berlin")).toEqual([
    { atMs: Date.parse("2020-07-01T12:00:00.5Z"), speedKmh: 1 },
  ]);
});

test("rejects rows by line and keeps the others", async () => {
  const text = "t,v\n1,1\n\nx,1\n3,x\n4,\n5,5\n";
  expect(await decode(text, "t=at:s,v=speed_kmh")).toEqual([
    { atMs: 1000, speedKmh: 1 },
    '4: the time cannot be read: "x"',
    '5: v cannot be read: "x"',
    "6: no mapped column has a value",
    { atMs: 5000, speedKmh: 5 },
  ]);
  expect(await decode("t,v\n2020-01-01 10:00,1\n1999-01-01T00:00:00Z,1\n", "t=at,v=speed_kmh")).toEqual([
    '2: the time cannot be read: "2020-01-01 10:00"',
    '3: the time cannot be read: "1999-01-01T00:00:00Z"',
  ]);
});

test("says which column is missing and which there are", async () => {
  await expect(decode("a,b\n1,2\n", "t=at:s,b=rpm")).rejects.toThrow('The file has no column "t". Its columns: "a", "b".');
});

test.each([
  ["v=speed_kmh", "No column is mapped to the time"],
  ["t=at:s", "Only the time is mapped"],
  ["t=at:s,v=speed", 'there is no field "speed". Fields: at, lat, lon'],
  ["t=at:s,v=speed_kmh:knots", 'speed_kmh cannot be given in "knots". Units of it: km/h, mph, m/s, kn.'],
  ["t=at:minutes,v=rpm", 'at cannot be given in "minutes"'],
  ["t=at:s,v=rpm,w=rpm", 'Column "w": its field has another column already.'],
  ["t=at:s,v", '"v" is no mapping'],
  ["", "is no mapping"],
])("refuses the mapping %j", (map, message) => {
  expect(() => parseMappings([map])).toThrow(message);
});
