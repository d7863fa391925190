import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TripEvidence } from "#server/domain/scoring/evidence.ts";
import type { TripEvent } from "#server/domain/trips/trip.ts";
import { boundEvents, boundEvidence, maxEventsOfKind, maxEvidenceOfKind } from "./bound.ts";

const brake = (atMs: number, peak: number): TripEvent => ({
  ...{ kind: "hard_brake", basis: "counter", atMs, endedAtMs: atMs, position: null, peak, tier: 0 },
  ...{ startDistanceM: 0, endDistanceM: 0 },
});

describe("events", () => {
  test("of an ordinary trip are all kept", () => {
    const events = Array.from({ length: maxEventsOfKind }, (_, at) => brake(at, 12));
    expect(boundEvents(events)).toEqual({ events, omittedEvents: 0 });
  });

  test("beyond the bound are counted; the strongest stay, in order of time", () => {
    const events = Array.from({ length: 1000 }, (_, at) => brake(at, at % 2 === 0 ? 30 : 12));
    const idle = { ...brake(5000, 130), kind: "idling" as const };
    const bounded = boundEvents([...events, idle]);
    expect(bounded.events).toHaveLength(maxEventsOfKind + 1);
    expect(bounded.omittedEvents).toBe(1000 - maxEventsOfKind);
    expect(bounded.events.at(-1)).toBe(idle);
    expect(bounded.events.slice(0, -1).every(({ peak }) => peak === 30)).toBe(true);
    expect(bounded.events).toEqual(bounded.events.toSorted((a, b) => a.atMs - b.atMs));
  });
});

describe("evidence", () => {
  test("beyond the bound is joined, and every sum stays what it was", () => {
    const entries = fc.array(fc.record({ gapMs: fc.integer({ min: 1, max: 9000 }), value: fc.integer({ min: 1, max: 50 }) }), {
      maxLength: 2000,
    });
    fc.assert(
      fc.property(entries, (drawn) => {
        const made: { atMs: number; value: number; position: null }[] = [];
        for (const { gapMs, value } of drawn) made.push({ atMs: (made.at(-1)?.atMs ?? 0) + gapMs, value, position: null });
        const evidence: TripEvidence = {
          brake: {
            manoeuvres: made.map(({ value, ...rest }) => ({ ...rest, peakKmhS: value, tier: 1, weight: value })),
            ...{ sumSquares: 0, seconds: 0, stretches: [] },
          },
          accel: null,
          speeding: made.map(({ value, ...rest }) => ({ ...rest, endedAtMs: rest.atMs, peakKmh: value, severityS: value })),
          idling: made.map(({ value, ...rest }) => ({ ...rest, durationS: value })),
          ...{ ratios: null, nightS: 0 },
        };
        const bounded = boundEvidence(evidence);
        const total = made.reduce((sum, { value }) => sum + value, 0);
        const lists = [bounded.brake?.manoeuvres ?? [], bounded.speeding, bounded.idling];
        for (const list of lists) expect(list.length).toBeLessThanOrEqual(maxEvidenceOfKind);
        expect(bounded.brake?.manoeuvres.reduce((sum, { weight }) => sum + weight, 0)).toBe(total);
        expect(bounded.speeding.reduce((sum, { severityS }) => sum + severityS, 0)).toBe(total);
        expect(bounded.idling.reduce((sum, { durationS }) => sum + durationS, 0)).toBe(total);
        if (made.length <= maxEvidenceOfKind) expect(bounded).toEqual(evidence);
      }),
    );
  });
});
