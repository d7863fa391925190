import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanSpeed } from "#server/domain/telemetry/clean.ts";
import { toColumns } from "#server/domain/telemetry/sample.ts";
import { drive } from "#server/domain/trips/fixtures/drive.ts";
import { nothingBefore, segmentTrips } from "#server/domain/trips/segment.ts";
import { summarizeTrip } from "#server/domain/trips/summarize.ts";
import type { ManoeuvreEvidence } from "./evidence.ts";
import { type DriverTrip, defaultPriors, scoreDriver } from "./score-driver.ts";
import { type ScorePart, scoreParts, scoreTrip } from "./score-trip.ts";
import { apportion, toShownScore, toShownTotal } from "./shown-score.ts";

/** Sums of tenths and hundredths, free of binary fractions. */
const sum = (figures: readonly number[]) => Math.round(figures.reduce((all, one) => all + one, 0) * 100) / 100;
const noParts: Record<ScorePart, number | null> = { hbr: null, hac: null, spd: null, idl: null, clt: null, mil: null };

/** What a reader may add up on a screen. */
function expectToAddUp(shown: NonNullable<ReturnType<typeof toShownScore>>): void {
  expect(sum(shown.parts.map(({ kept }) => kept))).toBe(shown.score);
  expect(sum(shown.parts.map(({ lost }) => lost))).toBe(shown.lost);
  expect(sum([shown.score, shown.lost])).toBe(100);
  expect(sum(shown.losses.map(({ points }) => points))).toBe(shown.lost);
  for (const { part, lost } of shown.parts) {
    expect(sum(shown.losses.filter((loss) => loss.part === part).map(({ points }) => points))).toBe(lost);
  }
}

describe("apportioning", () => {
  test("the largest remainders get what rounding down left over", () => {
    expect(apportion([1, 1, 1], 100)).toEqual([34, 33, 33]);
    expect(apportion([47, 16, 15.8, 12, 6.1, 3.1], 10)).toEqual([5, 2, 1, 1, 1, 0]);
    expect(apportion([0, 3], 7)).toEqual([0, 7]);
    expect(apportion([0, 0], 0)).toEqual([0, 0]);
    expect(apportion([], 0)).toEqual([]);
  });

  test("adds up, is off by less than one, and gives nothing to a weight of nothing", () => {
    const weight = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 100, noNaN: true }));
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 80 }), fc.nat(10_000), (weights, total) => {
        const all = weights.reduce((a, b) => a + b, 0);
        fc.pre(all > 0);
        const shares = apportion(weights, total);
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
        shares.forEach((share, at) => {
          const weight = weights[at] ?? 0;
          expect(Math.abs(share - (total * weight) / all)).toBeLessThan(1.000001);
          if (weight === 0) expect(share).toBe(0);
        });
      }),
    );
  });
});

describe("the figures of a score", () => {
  test("six parts that lost 77.8 of 120 points are shown as 35.2 of 100", () => {
    const parts = { hbr: 4.1, hac: 6.3, spd: 20, idl: 0, clt: 6.8, mil: 5 };
    const losses = scoreParts.map((part) => ({ part, points: 20 - parts[part] }));
    const shown = toShownScore(parts, losses);
    expect(shown).toMatchObject({ score: 35.2, lost: 64.8 });
    expect(shown?.parts.map(({ kept }) => kept)).toEqual([3.4, 5.2, 16.7, 0, 5.7, 4.2]);
    expect(shown?.parts.map(({ lost }) => lost)).toEqual([13.2, 11.4, 0, 16.7, 11, 12.5]);
    if (shown) expectToAddUp(shown);
  });

  test("there are none where nothing was measured", () => {
    expect(toShownScore(noParts, [])).toBeNull();
  });

  test("full parts show no loss, whatever their number", () => {
    for (let count = 1; count <= scoreParts.length; count++) {
      const parts = { ...noParts, ...Object.fromEntries(scoreParts.slice(0, count).map((part) => [part, 20])) };
      const shown = toShownScore(parts, []);
      expect(shown).toMatchObject({ score: 100, lost: 0 });
      expect(shown?.parts.map(({ lost }) => lost)).toEqual(Array(count).fill(0));
    }
  });

  const points = fc.option(fc.oneof(fc.constantFrom(0, 20), fc.double({ min: 0, max: 20, noNaN: true })), { nil: null });
  const shares = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 });

  test("of any card add up", () => {
    const anyPart = fc.tuple(points, shares);
    fc.assert(
      fc.property(fc.tuple(anyPart, anyPart, anyPart, anyPart, anyPart, anyPart), (rolled) => {
        const parts = { ...noParts };
        const losses: { part: ScorePart; points: number }[] = [];
        scoreParts.forEach((part, at) => {
          const [kept, weights] = rolled[at] ?? [null, []];
          parts[part] = kept;
          if (kept === null) return;
          const all = weights.reduce((a, b) => a + b, 0);
          for (const weight of weights) losses.push({ part, points: ((20 - kept) * weight) / all });
        });
        const shown = toShownScore(parts, losses);
        fc.pre(shown !== null);
        if (shown) expectToAddUp(shown);
      }),
      { numRuns: 500 },
    );
  });
});

const rawTrip = (kmh: readonly number[]) => {
  const columns = toColumns(
    drive({ startMs: Date.UTC(2026, 2, 2, 8), speeds: [...kmh], rpm: (v) => 800 + v * 25, from: { lat: 52, lon: 13 } }),
  );
  const speed = cleanSpeed(columns);
  const rules = { engineStopsWhileDriving: false };
  const [span] = segmentTrips({ columns, speed, rules, start: nothingBefore, followedBy: "silence" }).spans;
  const traits = { vehicleClass: "car", fuelType: "gasoline", transmission: "manual", tankL: null, batteryKwh: null } as const;
  return span && summarizeTrip(columns, speed, span, { traits, utcOffsetMs: 0 });
};

test("a driven trip's parts and receipts add up to the score that lists show", () => {
  const leg = fc.record({
    top: fc.integer({ min: 30, max: 150 }),
    holdS: fc.integer({ min: 30, max: 200 }),
    step: fc.integer({ min: 2, max: 16 }),
    stopS: fc.integer({ min: 1, max: 300 }),
  });
  const ratio = fc.option(fc.double({ min: 0.5, max: 2, noNaN: true }), { nil: null });
  fc.assert(
    fc.property(fc.array(leg, { minLength: 2, maxLength: 6 }), ratio, (legs, mileageRatio) => {
      const kmh = legs.flatMap(({ top, holdS, step, stopS }) => {
        const rise = Array.from({ length: Math.ceil(top / step) }, (_, at) => at * step);
        return [...rise, ...Array(holdS).fill(top), ...rise.toReversed(), ...Array(stopS).fill(0)];
      });
      const figures = rawTrip(kmh);
      fc.pre(figures !== undefined);
      if (!figures) return;
      const card = scoreTrip(figures, { gears: [30, 60], mileageRatio });
      fc.pre(card.driveScore !== null);
      const shown = toShownScore(card.parts, card.receipts);
      expect(shown?.score).toBe(toShownTotal(card.driveScore ?? -1));
      if (shown) expectToAddUp(shown);
    }),
    { numRuns: 60 },
  );
});

test("a driver's parts and losses add up to the score that lists show, before the first event too", () => {
  const side = fc.record({ count: fc.nat(12), weight: fc.constantFrom(1, 3, 6), roughness: fc.double({ min: 0, max: 12, noNaN: true }) });
  const toSide = ({ count, weight, roughness }: { count: number; weight: number; roughness: number }): ManoeuvreEvidence => ({
    manoeuvres: Array.from({ length: count }, () => ({ atMs: 0, position: null, peakKmhS: 12, tier: 2 as const, weight })),
    sumSquares: roughness * 300,
    seconds: 300,
    stretches: [],
  });
  const own = fc.option(fc.double({ min: 0, max: 20, noNaN: true }), { nil: null });
  const anyTrip = fc.record({
    km: fc.integer({ min: 1, max: 80 }),
    brake: side,
    accel: side,
    speedingS: fc.nat(60),
    idleS: fc.nat(900),
    clt: own,
    mil: own,
  });
  fc.assert(
    fc.property(fc.array(anyTrip, { minLength: 1, maxLength: 8 }), (rolled) => {
      const trips = rolled.map(
        ({ km, brake, accel, speedingS, idleS, clt, mil }): DriverTrip => ({
          distanceM: km * 1000,
          durationS: km * 80 + idleS,
          movingS: km * 70,
          fuelL: null,
          clt,
          mil,
          evidence: {
            brake: toSide(brake),
            accel: toSide(accel),
            speeding: [{ atMs: 0, endedAtMs: speedingS * 1000, position: null, peakKmh: 130, severityS: speedingS }],
            idling: [{ atMs: 0, durationS: idleS, position: null }],
            ratios: null,
            nightS: 0,
          },
        }),
      );
      const card = scoreDriver(trips, defaultPriors);
      const shown = toShownScore(card.parts, card.losses);
      expect(shown?.score).toBe(toShownTotal(card.score ?? -1));
      if (shown) expectToAddUp(shown);
    }),
    { numRuns: 200 },
  );
});
