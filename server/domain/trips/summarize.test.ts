import { describe, expect, test } from "vitest";
import { cleanSpeed } from "#server/domain/telemetry/clean.ts";
import { type Sample, toColumns } from "#server/domain/telemetry/sample.ts";
import type { VehicleTraits } from "#server/domain/vehicles/traits.ts";
import { drive, hump, still } from "./fixtures/drive.ts";
import { summarizeTrip } from "./summarize.ts";
import { maxTrackPoints } from "./trip.ts";

const startMs = Date.UTC(2026, 2, 2, 8);
const car: VehicleTraits = { vehicleClass: "car", fuelType: "gasoline", transmission: "automatic", tankL: 50, batteryKwh: null };

/** Figures of all samples as one trip. */
function summarize(samples: readonly Sample[], traits: Partial<VehicleTraits> = {}, utcOffsetMs = 0) {
  const columns = toColumns(samples);
  const span = { first: 0, last: columns.length - 1, endReason: "silence", silenceMs: 300_000 } as const;
  return summarizeTrip(columns, cleanSpeed(columns), span, { traits: { ...car, ...traits }, utcOffsetMs });
}

const at = (second: number) => startMs + second * 1000;
const constant = (seconds: number, kmh: number) => drive({ startMs, speeds: still(seconds + 1, kmh) });

describe("distance", () => {
  test("integrates the car's speed over steps up to 10 s", () => {
    expect(summarize(constant(100, 36))).toMatchObject({ distanceM: 1000, distanceSource: "obd", durationS: 100, movingS: 101 });
    const sparse = [0, 10, 20].map((second) => ({ atMs: at(second), speedKmh: 36 }));
    expect(summarize(sparse).distanceM).toBeCloseTo(200, 9);
  });

  test("a longer step adds the way between its fixes, and nothing without them", () => {
    const gap = (second: number, lat?: number): Sample => ({ atMs: at(second), speedKmh: 36, ...(lat !== undefined && { lat, lon: 13 }) });
    expect(summarize([gap(0), gap(10), gap(60), gap(70)]).distanceM).toBeCloseTo(200, 9);
    const degree = 500 / 111_195;
    const withFixes = [gap(0, 52), gap(10, 52 + degree / 5), gap(60, 52 + (degree * 6) / 5), gap(70, 52 + (degree * 7) / 5)];
    expect(summarize(withFixes).distanceM).toBeCloseTo(700, 0);
  });

  test("without the car's speed it is the way over the fixes, jumps left out", () => {
    const fixes = drive({ startMs, speeds: still(101, 36), from: { lat: 52, lon: 13 } }).map(({ atMs, lat = 0, lon = 0 }) => ({
      atMs,
      lat,
      lon,
    }));
    expect(summarize(fixes)).toMatchObject({ distanceSource: "gps" });
    expect(summarize(fixes).distanceM).toBeCloseTo(1000, -1);
    const jump = fixes.map((fix, second) => (second === 50 ? { ...fix, lat: 53 } : fix));
    expect(summarize(jump).distanceM).toBeCloseTo(1000, -1);
  });

  test("with GPS speed alone that speed is integrated", () => {
    const samples = constant(100, 36).map(({ atMs, speedKmh = 0 }) => ({ atMs, gpsSpeedKmh: speedKmh }));
    expect(summarize(samples)).toMatchObject({ distanceM: 1000, distanceSource: "gps_speed" });
  });

  test("a car's speed that is mostly missing gives way to the GPS", () => {
    const samples = drive({ startMs, speeds: still(101, 36), from: { lat: 52, lon: 13 } }).map(({ speedKmh = 0, ...sample }, second) => ({
      ...sample,
      gpsSpeedKmh: 36,
      ...(second < 20 && { speedKmh: speedKmh * 2 }),
    }));
    expect(summarize(samples).distanceSource).toBe("gps");
  });

  test("fixes and speeds that come at different moments still join", () => {
    const both = drive({ startMs, speeds: still(101, 36), from: { lat: 52, lon: 13 } });
    const apart = both.flatMap(({ atMs, speedKmh = 0, lat = 0, lon = 0 }) => [
      { atMs, speedKmh },
      { atMs: atMs + 400, lat, lon },
    ]);
    const figures = summarize(apart);
    expect(figures).toMatchObject({ distanceSource: "obd" });
    expect(figures.distanceM).toBeCloseTo(1000, 6);
    expect(figures.track.lat.filter((lat) => lat === null)).toHaveLength(0);
  });
});

describe("energy", () => {
  const withSignal = (name: "fuelRateLph" | "mafGps", value: number) => constant(3600, 36).map((sample) => ({ ...sample, [name]: value }));

  test("fuel is the integral of the rate, else comes from air flow", () => {
    expect(summarize(withSignal("fuelRateLph", 6))).toMatchObject({ fuelSource: "rate" });
    expect(summarize(withSignal("fuelRateLph", 6)).fuelL).toBeCloseTo(6, 9);
    expect(summarize(withSignal("mafGps", 10)).fuelL).toBeCloseTo((10 * 3600) / (14.7 * 745), 9);
    expect(summarize(withSignal("mafGps", 10), { fuelType: "diesel" }).fuelL).toBeCloseTo((10 * 3600) / (14.5 * 832), 9);
  });

  test("CO₂ follows the fuel, and an electric car has neither", () => {
    expect(summarize(withSignal("fuelRateLph", 6)).co2Kg).toBeCloseTo(6 * 2.348, 9);
    expect(summarize(withSignal("fuelRateLph", 6), { fuelType: "electric" })).toMatchObject({ fuelL: null, co2Kg: null });
  });

  test("the tank's level serves when it fell enough, and nothing is guessed otherwise", () => {
    const level = (drop: number) => constant(3600, 36).map((sample, s) => ({ ...sample, fuelLevelPct: 60 - (drop * s) / 3600 }));
    expect(summarize(level(10)).fuelSource).toBe("level");
    expect(summarize(level(10)).fuelL).toBeCloseTo(5, 1);
    expect(summarize(level(1))).toMatchObject({ fuelL: null, fuelSource: null });
    expect(summarize(level(10), { tankL: null }).fuelL).toBeNull();
  });

  test("electricity is the fall of the charge", () => {
    const charge = constant(3600, 36).map((sample, s) => ({ ...sample, socPct: 80 - (20 * s) / 3600 }));
    expect(summarize(charge, { fuelType: "electric", batteryKwh: 50 }).energyKwh).toBeCloseTo(10, 1);
  });
});

describe("seconds", () => {
  test("a standing engine does not idle, a running or unknown one does", () => {
    const speeds = [...hump(50, 100), ...still(200)];
    const idling = (rpm?: (kmh: number) => number) => summarize(drive({ startMs, speeds, ...(rpm && { rpm }) })).idlingS;
    expect(idling()).toBe(202);
    expect(idling(() => 800)).toBe(202);
    expect(idling((kmh) => (kmh === 0 ? 0 : 1500))).toBe(0);
  });

  test("night is told by the local clock", () => {
    expect(summarize(constant(600, 36)).nightFraction).toBe(0);
    expect(summarize(constant(600, 36), {}, 16 * 3_600_000)).toMatchObject({ nightFraction: 1, evidence: { nightS: 601 } });
  });

  test("shares of city and highway add up to one", () => {
    const { cityFraction, highwayFraction } = summarize(drive({ startMs, speeds: [...still(300, 40), ...still(100, 100)] }));
    expect(highwayFraction).toBeCloseTo(0.25, 2);
    expect((cityFraction ?? 0) + (highwayFraction ?? 0)).toBeCloseTo(1, 9);
  });
});

describe("quality", () => {
  const lost = (fromS: number, toS: number) => constant(1000, 50).filter((_, s) => s <= fromS || s >= toS);

  test("falls with gaps while driving, not with stops that were not recorded", () => {
    expect(summarize(constant(1000, 50)).quality).toBe("A");
    expect(summarize(lost(100, 140)).quality).toBe("B");
    expect(summarize(lost(100, 300)).quality).toBe("C");
    expect(summarize(lost(100, 600)).quality).toBe("D");
    const stop = drive({ startMs, speeds: [...hump(50, 200), ...still(200), ...hump(50, 200)] });
    expect(summarize(stop.filter((_, s) => s < 222 || s > 415)).quality).toBe("A");
  });

  test("brakes are unknown, not absent, where samples come too rarely", () => {
    const slow = constant(1000, 50).filter((_, s) => s % 5 === 0);
    expect(summarize(slow).evidence).toMatchObject({ brake: null, accel: null });
  });
});

describe("what is drawn", () => {
  test("never more points than the limit, with the peaks kept", () => {
    const speeds = Array.from({ length: 20_000 }, (_, s) => (s === 12_345 ? 199 : 50 + Math.sin(s / 30) * 20));
    const { track } = summarize(drive({ startMs, speeds, from: { lat: 52, lon: 13 } }));
    expect(track.offsetS.length).toBeLessThanOrEqual(maxTrackPoints);
    expect(track.speedKmh).toContain(199);
    expect(track.offsetS[0]).toBe(0);
    expect(track.offsetS.at(-1)).toBe(19_999);
  });
});

test("an empty signal and a single sample break nothing", () => {
  expect(summarize([{ atMs: startMs, rpm: 800 }])).toMatchObject({ distanceM: 0, distanceSource: "none", quality: "D", polyline: null });
});
