import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ManoeuvreEvidence, ScoredManoeuvre, TripEvidence } from "./evidence.ts";
import { type ScoredTrip, scoreParts, scoreTrip, type VehicleHistory } from "./score-trip.ts";

const none: VehicleHistory = { gears: null, mileageRatio: null };
const quiet: TripEvidence = {
  brake: { manoeuvres: [], sumSquares: 0, seconds: 0, stretches: [] },
  accel: { manoeuvres: [], sumSquares: 0, seconds: 0, stretches: [] },
  speeding: [],
  idling: [],
  ratios: null,
  nightS: 0,
};

function trip(evidence: Partial<TripEvidence> = {}, values: Partial<ScoredTrip> = {}): ScoredTrip {
  return {
    startedAtMs: 0,
    start: null,
    distanceM: 12_000,
    durationS: 1500,
    movingS: 1200,
    quality: "A",
    evidence: { ...quiet, ...evidence },
    ...values,
  };
}

function side(peaks: readonly (readonly [kmhS: number, tier: 1 | 2 | 3, weight: number])[], rmsKmhS: number): ManoeuvreEvidence {
  const manoeuvres = peaks.map(
    ([peakKmhS, tier, weight], at): ScoredManoeuvre => ({ atMs: at * 60_000, position: null, peakKmhS, tier, weight }),
  );
  const sumSquares = rmsKmhS ** 2 * 300;
  const stretch = { fromMs: 0, toMs: 300_000, sumSquares, sharpestAtMs: 1000, sharpestKmhS: 9, position: null };
  return { manoeuvres, sumSquares, seconds: 300, stretches: [stretch] };
}

test("points that halve without end come to none: no number is too small to store", () => {
  const fast = { atMs: 0, endedAtMs: 1_200_000, position: null, peakKmh: 150, severityS: 4800 };
  const wild = side(
    Array.from({ length: 9000 }, () => [20, 3, 6] as const),
    1,
  );
  const { parts } = scoreTrip(trip({ speeding: [fast], brake: wild }), none);
  expect(parts.spd).toBe(0);
  expect(parts.hbr).toBe(10);
});

describe("the worked card of the model", () => {
  const brake = side(
    [
      [12, 2, 3],
      [9, 1, 1],
      [9, 1, 1],
    ],
    1.6,
  );
  const accel = side(
    [
      [7.5, 1, 1],
      [7.5, 1, 1],
      [7.5, 1, 1],
    ],
    1.5,
  );
  const card = scoreTrip(trip({ brake, accel }), none);

  test("gives 16 and 17 points", () => {
    expect(card.parts.hbr).toBeCloseTo(16, 1);
    expect(card.parts.hac).toBeCloseTo(17, 1);
  });

  test("tells who cost what: 0.6 the hard brake, 0.4 the two firm ones, 3.0 smoothness", () => {
    const points = (rule: string, tier: number) =>
      card.receipts
        .filter((receipt) => receipt.part === "hbr" && receipt.rule === rule && receipt.tier === tier)
        .reduce((sum, r) => sum + r.points, 0);
    expect(points("brake", 2)).toBeCloseTo(0.6, 1);
    expect(points("brake", 1)).toBeCloseTo(0.4, 1);
    expect(points("brake_smoothness", 0)).toBeCloseTo(3, 5);
  });
});

describe("no score", () => {
  test.each([
    ["too_short", { distanceM: 999 }],
    ["too_brief", { durationS: 119 }],
    ["poor_recording", { quality: "D" }],
  ] as const)("%s gives null with its reason", (noScoreReason, values) => {
    expect(scoreTrip(trip({}, values), none)).toMatchObject({ driveScore: null, noScoreReason, receipts: [] });
  });

  test("a part that cannot be measured is null and does not count", () => {
    const card = scoreTrip(trip({ brake: null, accel: null }), none);
    expect(card.parts).toMatchObject({ hbr: null, hac: null, clt: null, mil: null });
    expect(card.driveScore).toBe(100);
  });
});

const manoeuvre = fc.record({
  atMs: fc.nat(1_000_000),
  position: fc.constant(null),
  peakKmhS: fc.double({ min: 7, max: 40, noNaN: true }),
  tier: fc.constantFrom(1 as const, 2 as const, 3 as const),
  weight: fc.constantFrom(1, 3, 6),
});
const anySide = fc
  .record({ manoeuvres: fc.array(manoeuvre, { maxLength: 20 }), rms: fc.double({ min: 0.1, max: 4, noNaN: true }) })
  .map(({ manoeuvres, rms }) => ({
    ...side([], rms),
    manoeuvres,
  }));
const episode = fc.record({
  atMs: fc.nat(1_000_000),
  endedAtMs: fc.constant(2_000_000),
  position: fc.constant(null),
  peakKmh: fc.double({ min: 113, max: 220, noNaN: true }),
  severityS: fc.integer({ min: 1, max: 500 }),
});
const run = fc.record({ atMs: fc.nat(1_000_000), durationS: fc.integer({ min: 120, max: 900 }), position: fc.constant(null) });
const anyEvidence = fc.record({
  brake: anySide,
  accel: anySide,
  speeding: fc.array(episode, { maxLength: 6 }),
  idling: fc.array(run, { maxLength: 4 }),
  ratios: fc.constant(null),
  nightS: fc.constant(0),
});
const anyTrip = fc
  .record({ evidence: anyEvidence, distanceM: fc.integer({ min: 1000, max: 400_000 }) })
  .map(({ evidence, distanceM }) => trip(evidence, { distanceM }));

describe("laws", () => {
  test("receipts sum to the points lost, part by part", () => {
    fc.assert(
      fc.property(anyTrip, fc.option(fc.double({ min: 0.5, max: 2, noNaN: true }), { nil: null }), (scored, mileageRatio) => {
        const card = scoreTrip(scored, { gears: null, mileageRatio });
        for (const part of scoreParts) {
          const points = card.parts[part];
          const lost = card.receipts.filter((receipt) => receipt.part === part).reduce((sum, receipt) => sum + receipt.points, 0);
          expect(lost).toBeCloseTo(points === null ? 0 : 20 - points, 6);
        }
      }),
    );
  });

  test("another event never raises a score", () => {
    fc.assert(
      fc.property(
        anyTrip,
        manoeuvre,
        episode,
        run,
        fc.constantFrom("brake", "accel", "speeding", "idling"),
        (scored, extra, faster, longer, kind) => {
          const { evidence } = scored;
          const more: TripEvidence = {
            ...evidence,
            ...(kind === "brake" && evidence.brake && { brake: { ...evidence.brake, manoeuvres: [...evidence.brake.manoeuvres, extra] } }),
            ...(kind === "accel" && evidence.accel && { accel: { ...evidence.accel, manoeuvres: [...evidence.accel.manoeuvres, extra] } }),
            ...(kind === "speeding" && { speeding: [...evidence.speeding, faster] }),
            ...(kind === "idling" && { idling: [...evidence.idling, longer] }),
          };
          const before = scoreTrip(scored, none).driveScore ?? 0;
          expect(scoreTrip({ ...scored, evidence: more }, none).driveScore).toBeLessThanOrEqual(before + 1e-9);
        },
      ),
    );
  });
});

describe("clutch", () => {
  const bin = (at: number, atS: number, seconds: number) => ({
    bin: at,
    seconds,
    longest: { atMs: atS * 1000, durationS: seconds, position: null },
  });
  const ratios = [bin(50, 0, 600), bin(56, 100, 3), bin(60, 104, 2), bin(64, 500, 5), bin(90, 700, 400)];

  test("slips within seconds of each other are one receipt, far ones another", () => {
    const card = scoreTrip(trip({ ratios }), { gears: [50, 90], mileageRatio: null });
    expect(card.receipts.map(({ rule, atMs, durationS, measured }) => [rule, atMs, durationS, measured])).toEqual([
      ["clutch_slip", 100_000, 6, 5],
      ["clutch_slip", 500_000, 5, 5],
    ]);
    expect(card.parts.clt).toBeCloseTo(20 * (1 - 10 / 1200 / 0.25), 9);
  });

  test("is unknown while the gears are", () => {
    expect(scoreTrip(trip({ ratios }), none).parts.clt).toBeNull();
  });
});
