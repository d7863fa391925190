import { expect, test } from "vitest";
import { collect } from "./collect.ts";
import { decodeCmap } from "./decode-cmap.ts";

const header = "vehicle,timestamp,cycle_sec,timestep,speed_mph,accel_meters_ps\n";

const decode = (text: string, timeZone = "America/Chicago") => collect(decodeCmap([header, text], { timeZone }));

test("reads the GPS logger's speed and the local clock", async () => {
  expect(await decode("a_1,2007-05-21 06:35:46,0,1,10.0,0.0\n")).toEqual([
    { kind: "sample", line: 2, sample: { atMs: Date.parse("2007-05-21T11:35:46Z"), gpsSpeedKmh: 16.09344 } },
  ]);
});

test("tells the two hours of an autumn night apart by their order", async () => {
  const rows = ["01:59:59", "01:00:00", "02:00:00"].map((time) => `a_1,2007-11-04 ${time},0,1,1.0,0.0\n`);
  const decoded = await decode(rows.join(""));
  const times = decoded.flatMap((row) => (row.kind === "sample" ? [new Date(row.sample.atMs).toISOString()] : []));
  expect(times).toEqual(["2007-11-04T06:59:59.000Z", "2007-11-04T07:00:00.000Z", "2007-11-04T08:00:00.000Z"]);
});

test("rejects rows that cannot be read, by line", async () => {
  const rows = "a_1,yesterday,0,1,1.0,0\na_1,2007-05-21 06:35:46,0,1,fast,0\na_1,2007-02-30 06:35:46,0,1,1,0\na_1,2007-05-21 06:35:47\n";
  const decoded = await decode(rows);
  expect(decoded.map((row) => [row.line, row.kind === "rejection" && row.reason])).toEqual([
    [2, 'timestamp is not yyyy-MM-dd HH:mm:ss: "yesterday"'],
    [3, 'speed_mph is not a number: "fast"'],
    [4, 'timestamp is not yyyy-MM-dd HH:mm:ss: "2007-02-30 06:35:46"'],
    [5, "speed_mph is missing"],
  ]);
});

test("refuses another file and an unknown time zone", async () => {
  await expect(collect(decodeCmap(["a,b\n1,2\n"], { timeZone: "UTC" }))).rejects.toThrow("its header lacks timestamp and speed_mph");
  await expect(decode("", "Chicago")).rejects.toThrow('There is no time zone "Chicago"');
});
