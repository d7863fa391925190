import { describe, expect, test } from "vitest";
import type { ManoeuvreEvidence } from "./evidence.ts";
import { type DriverTrip, defaultPriors, scoreDriver } from "./score-driver.ts";

/** So many manoeuvres of one weight. */
function side(count: number, weight = 1): ManoeuvreEvidence {
  const manoeuvres = Array.from({ length: count }, () => ({ atMs: 0, position: null, peakKmhS: 12, tier: 2 as const, weight }));
  return { manoeuvres, sumSquares: 300, seconds: 300, stretches: [] };
}

function trip(km: number, brakes: number): DriverTrip {
  return {
    distanceM: km * 1000,
    durationS: km * 80,
    movingS: km * 70,
    fuelL: null,
    clt: null,
    mil: null,
    evidence: { brake: side(brakes), accel: side(0), speeding: [], idling: [], ratios: null, nightS: 0 },
  };
}

describe("a driver's score", () => {
  test("is null without trips", () => {
    expect(scoreDriver([], defaultPriors)).toMatchObject({ score: null, interval: null, trips: 0 });
  });

  test("starts from the fleet's rate and moves with the kilometres", () => {
    // (86 · 0.25 + 0) / (0.25 + 0.1) weighted brakes per 100 km after 10 calm km, so 10 · 2^(-61.4 / 270) for events.
    expect(scoreDriver([trip(10, 0)], defaultPriors).parts.hbr).toBeCloseTo(10 * 2 ** (-((86 * 0.25) / 0.35) / 270) + 10, 6);
    const far = scoreDriver([trip(5000, 0)], defaultPriors);
    expect(far.parts.hbr).toBeGreaterThan(19.9);
  });

  test("lists what each rule took, by the fleet's rate too, and counts the events", () => {
    const card = scoreDriver([trip(10, 0), trip(10, 3)], defaultPriors);
    const took = (part: string) => card.losses.filter((loss) => loss.part === part).reduce((all, { points }) => all + points, 0);
    expect(took("hbr")).toBeCloseTo(20 - (card.parts.hbr ?? 0), 9);
    expect(took("hac")).toBeCloseTo(20 - (card.parts.hac ?? 0), 9);
    expect(card.losses.map(({ rule }) => rule)).toEqual(["brake", "accel"]);
    expect(card).toMatchObject({ brakes: { all: 3, hard: 3 }, accels: { all: 0, hard: 0 } });
  });

  test("is provisional until 160 km, and its interval narrows", () => {
    const near = scoreDriver([trip(50, 40)], defaultPriors);
    const far = scoreDriver([trip(1000, 800)], defaultPriors);
    expect([near.provisional, far.provisional]).toEqual([true, false]);
    const width = (card: typeof near) => (card.interval?.[1] ?? 0) - (card.interval?.[0] ?? 0);
    expect(width(near)).toBeGreaterThan(width(far));
    expect(near.score).toBeGreaterThan(near.interval?.[0] ?? 100);
    expect(near.score).toBeLessThan(near.interval?.[1] ?? 0);
  });

  test("is less certain after a few heavy events than after many light ones of the same weight", () => {
    const width = (count: number, weight: number) => {
      const evidence = { ...trip(1000, 0).evidence, brake: side(count, weight) };
      const { interval } = scoreDriver([{ ...trip(1000, 0), evidence }], defaultPriors);
      return (interval?.[1] ?? 0) - (interval?.[0] ?? 0);
    };
    expect(width(50, 6)).toBeGreaterThan(width(300, 1));
  });

  test("weighs by distance, not by trip", () => {
    const one = scoreDriver([trip(100, 60), trip(10, 0)], defaultPriors);
    const many = scoreDriver([trip(50, 60), trip(50, 0), ...Array.from({ length: 10 }, () => trip(1, 0))], defaultPriors);
    expect(one.score).toBeCloseTo(many.score ?? 0, 6);
  });
});
