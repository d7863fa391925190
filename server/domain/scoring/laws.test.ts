/** The laws of contracts between samples, trips and scores, held against made-up drives. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanSpeed } from "#server/domain/telemetry/clean.ts";
import { type Sample, toColumns } from "#server/domain/telemetry/sample.ts";
import { drive } from "#server/domain/trips/fixtures/drive.ts";
import { nothingBefore, segmentTrips } from "#server/domain/trips/segment.ts";
import { summarizeTrip, type TripFigures } from "#server/domain/trips/summarize.ts";
import type { VehicleTraits } from "#server/domain/vehicles/traits.ts";
import { type DriverTrip, defaultPriors, scoreDriver } from "./score-driver.ts";
import { scoreTrip } from "./score-trip.ts";

const startMs = Date.UTC(2026, 2, 2, 8);
const traits: VehicleTraits = { vehicleClass: "car", fuelType: "gasoline", transmission: "automatic", tankL: null, batteryKwh: null };

function summarize(samples: readonly Sample[], utcOffsetMs = 0): TripFigures[] {
  const columns = toColumns(samples);
  const speed = cleanSpeed(columns);
  const rules = { engineStopsWhileDriving: false };
  const { spans } = segmentTrips({ columns, speed, rules, start: nothingBefore, followedBy: "silence" });
  return spans.map((span) => summarizeTrip(columns, speed, span, { traits, utcOffsetMs }));
}

const score = (figures: TripFigures) => scoreTrip(figures, { gears: null, mileageRatio: null });

/** Smooth legs with a stop between them: what a clean recording looks like. */
const leg = fc.record({
  topKmh: fc.integer({ min: 30, max: 140 }),
  holdS: fc.integer({ min: 20, max: 200 }),
  riseKmhS: fc.integer({ min: 3, max: 14 }),
  fallKmhS: fc.integer({ min: 3, max: 14 }),
  // A stop of just the length from which it counts as idling is a step no rule can smooth.
  stopS: fc.integer({ min: 1, max: 200 }).filter((s) => Math.abs(s - 120) > 3),
});
type Leg = typeof leg extends fc.Arbitrary<infer T> ? T : never;

function speedsOf(legs: readonly Leg[]): number[] {
  return legs.flatMap(({ topKmh, holdS, riseKmhS, fallKmhS, stopS }) => {
    const speeds: number[] = [];
    for (let kmh = 0; kmh < topKmh; kmh += riseKmhS) speeds.push(kmh);
    // A held speed is never quite even.
    for (let s = 0; s < holdS; s++) speeds.push(topKmh + Math.sin(s / 5) * 2);
    for (let kmh = topKmh; kmh > 0; kmh -= fallKmhS) speeds.push(kmh);
    for (let s = 0; s < stopS; s++) speeds.push(0);
    return speeds;
  });
}

const speeds = fc.array(leg, { minLength: 4, maxLength: 8 }).map(speedsOf);
const samplesOf = (kmh: readonly number[]) => drive({ startMs, speeds: kmh, rpm: (v) => 800 + v * 25, from: { lat: 52, lon: 13 } });

describe("laws", () => {
  test("order and repetition of samples do not matter", () => {
    fc.assert(
      fc.property(speeds, fc.array(fc.nat(), { minLength: 1 }), (kmh, picks) => {
        const samples = samplesOf(kmh);
        const repeated = picks.flatMap((pick) => samples[pick % samples.length] ?? []);
        const shuffled = [...samples, ...repeated].sort((a, b) => ((a.atMs * 7919) % 1009) - ((b.atMs * 7919) % 1009));
        expect(summarize(shuffled)).toEqual(summarize(samples));
      }),
      { numRuns: 30 },
    );
  });

  test("the time zone changes nothing but what is told of the night", () => {
    fc.assert(
      fc.property(speeds, fc.integer({ min: -12, max: 14 }), (kmh, hours) => {
        const cards = [0, hours * 3_600_000].map((offset) => summarize(samplesOf(kmh), offset).map(score));
        expect(cards[1]).toEqual(cards[0]);
      }),
      { numRuns: 20 },
    );
  });

  test("miles and kilometres give one score", () => {
    fc.assert(
      fc.property(speeds, (kmh) => {
        const viaMiles = kmh.map((value) => (value / 1.609344) * 1.609344);
        const [a, b] = [kmh, viaMiles].map((values) => summarize(samplesOf(values)).map((trip) => score(trip).driveScore ?? -1));
        a?.forEach((value, at) => {
          expect(b?.[at]).toBeCloseTo(value, 6);
        });
      }),
      { numRuns: 20 },
    );
  });

  test("dropping a tenth of the samples changes a clean score by less than 5 points", () => {
    fc.assert(
      fc.property(speeds, fc.nat(9), (kmh, phase) => {
        const samples = samplesOf(kmh);
        const thinned = samples.filter((_, at) => at % 10 !== phase || at === 0 || at === samples.length - 1);
        const [whole] = summarize(samples).map(score);
        const [rest] = summarize(thinned).map(score);
        if (whole?.driveScore == null || rest?.driveScore == null) return;
        expect(Math.abs(whole.driveScore - rest.driveScore)).toBeLessThan(5);
      }),
      { numRuns: 100 },
    );
  });

  test("splitting a trip at a stop leaves the driver's score as it was", () => {
    fc.assert(
      fc.property(fc.array(leg, { minLength: 2, maxLength: 4 }), fc.array(leg, { minLength: 2, maxLength: 4 }), (before, after) => {
        const stop = { topKmh: 50, holdS: 20, riseKmhS: 5, fallKmhS: 5, stopS: 30 };
        const first = speedsOf([...before, stop]);
        const second = speedsOf(after);
        const driven = (parts: number[][]): DriverTrip[] => {
          let at = startMs;
          return parts.flatMap((kmh) => {
            const trips = summarize(drive({ startMs: at, speeds: kmh, rpm: () => 1000, ignition: true }));
            at += kmh.length * 1000;
            return trips.map((trip) => ({ ...trip, clt: null, mil: null }));
          });
        };
        const whole = scoreDriver(driven([[...first, ...second]]), defaultPriors);
        const split = scoreDriver(driven([first, second]), defaultPriors);
        expect(split.score).toBeCloseTo(whole.score ?? -1, 0);
      }),
      { numRuns: 30 },
    );
  });

  test("every lost point of a driven trip has its receipt", () => {
    fc.assert(
      fc.property(speeds, (kmh) => {
        for (const trip of summarize(samplesOf(kmh))) {
          const card = score(trip);
          const points = Object.values(card.parts).reduce<number>((sum, value) => sum + (value === null ? 0 : 20 - value), 0);
          expect(card.receipts.reduce((sum, receipt) => sum + receipt.points, 0)).toBeCloseTo(points, 6);
          for (const receipt of card.receipts) {
            expect(receipt.atMs).toBeGreaterThanOrEqual(trip.startedAtMs);
            expect(receipt.atMs).toBeLessThanOrEqual(trip.endedAtMs);
            expect(receipt.position).not.toBeNull();
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
