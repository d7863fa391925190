import { expect, test } from "vitest";
import { collect } from "./collect.ts";
import { decodeCarobd } from "./decode-carobd.ts";

const header =
  "ENGINE_RUN_TINE (),ENGINE_RPM (),VEHICLE_SPEED (),FUEL_TANK (),CONTROL_MODULE_VOLTAGE (),CATALYST_TEMPERATURE_BANK1_SENSOR2 ()";

test("reads the engine's clock, signals and PIDs; a comma at the end is no column", async () => {
  const decoded = await collect(decodeCarobd([`${header}\n`, "2.000000, 700.5, 0.0, 35.3, 12.4, 26.5,\n"]));
  expect(decoded).toEqual([
    {
      kind: "sample",
      line: 2,
      sample: { atMs: 2000, rpm: 700.5, speedKmh: 0, fuelLevelPct: 35.3, batteryV: 12.4, pids: { "1F": 2, "3E": 26.5 } },
    },
  ]);
});

test("rejects lines that are cut short, by line", async () => {
  const decoded = await collect(decodeCarobd([`${header}\r\n`, "2.0, 700, 0, 35, 12, 26\r\n4.0, 700\r\n6.0, x, 0, 35, 12, 26\r\n"]));
  expect(decoded.map((row) => [row.line, row.kind === "rejection" ? row.reason : row.kind])).toEqual([
    [2, "sample"],
    [3, "the line is cut short: 2 of 6 values"],
    [4, 'ENGINE_RPM is not a number: "x"'],
  ]);
});

test("refuses another file", async () => {
  await expect(collect(decodeCarobd(["a,b\n1,2\n"]))).rejects.toThrow("its header lacks ENGINE_RUN_TINE");
});
