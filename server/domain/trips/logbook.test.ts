import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Logbook, type LogbookTrip } from "./logbook.ts";
import type { TripTrack } from "./trip.ts";

const minute = 60_000;
const trip = (id: number, startMinute: number, minutes: number, distanceM: number, more: Partial<LogbookTrip> = {}): LogbookTrip => ({
  id,
  startedAtMs: startMinute * minute,
  endedAtMs: (startMinute + minutes) * minute,
  distanceM,
  odometerStartKm: null,
  odometerEndKm: null,
  start: null,
  end: null,
  ...more,
});
const track = (offsetS: number[], distanceM: number[], lat: (number | null)[] = offsetS.map(() => null)): TripTrack => ({
  offsetS,
  distanceM,
  lat,
  lon: lat,
  speedKmh: offsetS.map(() => null),
  rpm: offsetS.map(() => null),
});

const morning = trip(1, 10, 10, 6000);
const evening = trip(2, 60, 20, 8000);
const book = () => new Logbook([evening, morning]);

describe("a car's logbook", () => {
  test("adds up what was driven between two moments, a trip partly covered evenly", () => {
    expect(book().drivenM(0, Number.POSITIVE_INFINITY)).toBe(14_000);
    expect(book().drivenM(15 * minute, 70 * minute)).toBe(3000 + 4000);
    expect(book().drivenM(30 * minute, 50 * minute)).toBe(0);
    expect(book().drivenM(50 * minute, 30 * minute)).toBe(0);
  });

  test("follows the track where it has read it", () => {
    const read = book();
    read.readTrack(1, track([0, 300, 600], [0, 1000, 6100]), [15 * minute, 12 * minute]);
    expect(read.drivenM(0, 15 * minute)).toBeCloseTo((1000 / 6100) * 6000, 6);
    expect(read.drivenM(0, 12 * minute)).toBeCloseTo((400 / 6100) * 6000, 6);
    expect(read.drivenM(12 * minute, 90 * minute)).toBeCloseTo(14_000 - (400 / 6100) * 6000, 6);
  });

  test("knows the trip of a moment, and of one just beside it", () => {
    expect(book().findTripAt(15 * minute)?.id).toBe(1);
    expect(book().findTripAt(30 * minute)).toBeNull();
    expect(book().findTripOf(15 * minute)?.id).toBe(1);
    expect(book().findTripOf(21 * minute)?.id).toBe(1);
    expect(book().findTripOf(59 * minute)?.id).toBe(2);
    expect(book().findTripOf(9 * minute)?.id).toBe(1);
    expect(book().findTripOf(30 * minute)).toBeNull();
    expect(new Logbook([]).findTripOf(0)).toBeNull();
  });

  test("tells the odometer from the trip before, else from the one after", () => {
    const both = new Logbook([trip(1, 10, 10, 6000, { odometerStartKm: 100, odometerEndKm: 106.2 }), evening]);
    expect(both.odometerKm(15 * minute)).toBe(103);
    expect(both.odometerKm(30 * minute)).toBe(106.2);
    const later = new Logbook([morning, trip(2, 60, 20, 8000, { odometerStartKm: 200 })]);
    expect(later.odometerKm(15 * minute)).toBe(197);
    expect(later.odometerKm(70 * minute)).toBe(204);
    expect(later.odometerKm(90 * minute)).toBe(208);
    expect(new Logbook([trip(1, 10, 10, 6000, { odometerEndKm: 50 })]).odometerKm(15 * minute)).toBe(47);
    expect(book().odometerKm(15 * minute)).toBeNull();
  });

  test("tells the place: on the way by the track, parked where the last trip ended", () => {
    const [home, work] = [
      { lat: 1, lon: 1 },
      { lat: 2, lon: 2 },
    ];
    const read = new Logbook([trip(1, 10, 10, 6000, { start: home, end: work })]);
    expect(read.position(0)).toEqual(home);
    expect(read.position(12 * minute)).toEqual(home);
    expect(read.position(18 * minute)).toEqual(work);
    expect(read.position(40 * minute)).toEqual(work);
    read.readTrack(1, track([0, 100, 200, 600], [0, 1, 2, 3], [1, null, 1.4, 2]), [12 * minute]);
    expect(read.position(12 * minute)).toEqual({ lat: 1.4, lon: 1.4 });
    expect(book().position(15 * minute)).toBeNull();
  });

  test("distances add up: from a to c is from a to b and from b to c, and never negative", () => {
    const trips = fc
      .array(fc.record({ gap: fc.integer({ min: 1, max: 50 }), minutes: fc.integer({ min: 0, max: 50 }), distanceM: fc.nat(90_000) }))
      .map((drives) => {
        let start = 0;
        return drives.map(({ gap, minutes, distanceM }, id) => {
          start += gap;
          const made = trip(id, start, minutes, distanceM);
          start += minutes;
          return made;
        });
      });
    const moments = fc.array(fc.nat(2000 * minute), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(trips, moments, (drives, times) => {
        const [a = 0, b = 0, c = 0] = times.toSorted((x, y) => x - y);
        const driven = new Logbook(drives);
        expect(driven.drivenM(a, b) + driven.drivenM(b, c)).toBeCloseTo(driven.drivenM(a, c), 5);
        expect(driven.drivenM(a, b)).toBeGreaterThanOrEqual(-1e-6);
      }),
    );
  });
});
