import { expect, test } from "vitest";
import { collect } from "./collect.ts";
import { decodeOpenxc } from "./decode-openxc.ts";

const message = (second: number, name: string, value: unknown) => `${second}: ${JSON.stringify({ name, value })}\n`;

async function samples(...lines: string[]) {
  const decoded = await collect(decodeOpenxc(lines));
  return decoded.map((row) => (row.kind === "sample" ? row.sample : row.reason));
}

test("joins the newest values to each speed and drops old ones", async () => {
  const text = [
    message(1000, "engine_speed", 700),
    message(1000.5, "vehicle_speed", 10),
    message(1002, "engine_speed", 800),
    message(1002.2, "fuel_level", 0.5),
    message(1002.5, "vehicle_speed", 11),
    message(1005, "vehicle_speed", 12),
  ];
  expect(await samples(...text)).toEqual([
    { atMs: 1_000_500, speedKmh: 10, rpm: 700 },
    { atMs: 1_002_500, speedKmh: 11, rpm: 800, fuelLevelPct: 50 },
    { atMs: 1_005_000, speedKmh: 12 },
  ]);
});

test("positions are samples of their own time", async () => {
  const text = [message(1000, "latitude", 42.3), message(1000.001, "longitude", -83.2), message(1003, "longitude", -83.3)];
  expect(await samples(...text)).toEqual([{ atMs: 1_000_001, lat: 42.3, lon: -83.2 }]);
});

test("turns the burned volume into a rate over a second and more, and starts again with the engine", async () => {
  const text = [
    message(1000, "fuel_consumed_since_restart", 0.09),
    message(1000.5, "fuel_consumed_since_restart", 0.0901),
    message(1001, "fuel_consumed_since_restart", 0.0902),
    message(1001.1, "vehicle_speed", 1),
    message(1002.5, "fuel_consumed_since_restart", 0.01),
    message(1004, "vehicle_speed", 1),
  ];
  const [first, second] = await samples(...text);
  expect(first).toMatchObject({ fuelRateLph: expect.closeTo(0.72, 6) });
  expect(second).toEqual({ atMs: 1_004_000, speedKmh: 1 });
});

test("knows the form with the time inside, and ignition where it is reported", async () => {
  expect(await samples('{"timestamp":1000,"name":"ignition_status","value":"run"}\n')).toEqual([{ atMs: 1_000_000, ignition: true }]);
});

test("rejects what is no message; refuses another file", async () => {
  expect(await samples(message(1, "vehicle_speed", 1), "nonsense\n")).toEqual([
    { atMs: 1000, speedKmh: 1 },
    'not a signal message: "nonsense"',
  ]);
  await expect(collect(decodeOpenxc(["x\n".repeat(30)]))).rejects.toThrow("not an openxc file");
});
