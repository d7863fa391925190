import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AlertBook, type BookedAlert } from "./alert-book.ts";
import { type Occurrence, occurrenceAt, type RuleOf } from "./occurrence.ts";

const minute = 60_000;
const startMs = Date.UTC(2026, 2, 1, 12);
const settings = { id: 1, severity: "warning", cooldownS: 600, maxAgeS: 7200, email: false, push: false } as const;
const rule: RuleOf<"hard_brake"> = { ...settings, kind: "hard_brake", params: { leastTier: 1 } };
const speedRule: RuleOf<"speed_limit"> = { ...settings, kind: "speed_limit", params: { toleranceKmh: 0, leastS: 0 } };

function brake(atMs: number, reachMs = 0): Occurrence {
  const same = { sameFromMs: atMs - reachMs, sameToMs: atMs + reachMs };
  return { ...occurrenceAt(rule, 7, atMs), ...same, kind: "hard_brake", facts: { peakKmhS: 12, tier: 2 } };
}

function speeding(atMs: number, endedAtMs: number, peakKmh: number): Occurrence {
  const span = { endedAtMs, sameFromMs: atMs - minute, sameToMs: endedAtMs + minute };
  const facts = { limitKmh: 100, peakKmh, durationS: (endedAtMs - atMs) / 1000 };
  return { ...occurrenceAt(speedRule, 7, atMs), ...span, kind: "speed_limit", facts };
}

/** What a database would give back of a book. */
function toKnown(book: AlertBook): BookedAlert[] {
  return book.raised.map(({ occurrence: _, ...alert }, at) => ({ ...alert, id: at + 1 }));
}

const open = (nowMs: number, known: BookedAlert[] = [], snoozes: ConstructorParameters<typeof AlertBook>[0]["snoozes"] = []) =>
  new AlertBook({ nowMs, known, snoozes });

describe("what people are notified of", () => {
  test("the same within the cooldown counts up the alert before, after it is sent again", () => {
    const book = open(startMs + 20 * minute);
    for (const at of [0, 3, 9, 10]) book.add(brake(startMs + at * minute));
    expect(book.raised).toMatchObject([
      { atMs: startMs, repeats: 2, lastRepeatMs: startMs + 9 * minute, logOnlyReason: null },
      { atMs: startMs + 10 * minute, repeats: 0 },
    ]);
  });

  test("what was raised or counted before changes nothing, whenever it comes again", () => {
    const first = open(startMs + 20 * minute);
    for (const at of [0, 3, 9]) first.add(brake(startMs + at * minute, 5000));
    const again = open(startMs + 30 * minute, toKnown(first));
    for (const at of [9, 3, 0]) again.add(brake(startMs + at * minute + 2000, 5000));
    expect(again.raised).toEqual([]);
    expect([...again.changed].map(({ repeats }) => repeats)).toEqual([2]);
  });

  test("what is older than the rule's age limit goes to the log; it stands for nothing that is news", () => {
    const book = open(startMs + 121 * minute);
    book.add(brake(startMs));
    book.add(brake(startMs + 5 * minute));
    expect(book.raised.map(({ logOnlyReason }) => logOnlyReason)).toEqual(["late", null]);
    const late = open(startMs + 125 * minute, toKnown(book));
    late.add(brake(startMs + 4 * minute));
    expect(late.raised).toEqual([]);
  });

  test("a rule keeps still while it is snoozed, for one vehicle or for all", () => {
    const snoozed = (vehicleId: number | null, untilMs: number, ruleId = 1) => {
      const book = open(startMs + minute, [], [{ ruleId, vehicleId, untilMs }]);
      book.add(brake(startMs));
      return book.raised[0]?.logOnlyReason;
    };
    expect(snoozed(null, startMs + 2 * minute)).toBe("snoozed");
    expect(snoozed(7, startMs + 2 * minute)).toBe("snoozed");
    expect(snoozed(8, startMs + 2 * minute)).toBe(null);
    expect(snoozed(7, startMs + minute)).toBe(null);
    expect(snoozed(null, startMs + 2 * minute, 2)).toBe(null);
  });

  test("an episode that goes on is one alert with the peak of the whole", () => {
    const first = open(startMs + minute);
    first.add(speeding(startMs, startMs + 10_000, 110));
    const next = open(startMs + 2 * minute, toKnown(first));
    next.add(speeding(startMs + 8000, startMs + 40_000, 131));
    expect(next.raised).toEqual([]);
    expect([...next.changed]).toMatchObject([{ id: 1, facts: { limitKmh: 100, peakKmh: 131, durationS: 40 } }]);
  });

  test("vehicles, rules and subjects have cooldowns of their own", () => {
    const book = open(startMs);
    book.add(brake(startMs));
    book.add({ ...brake(startMs), vehicleId: 8 });
    book.add({ ...brake(startMs), rule: { ...rule, id: 2 } });
    book.add({ ...brake(startMs), subject: "9" });
    expect(book.raised).toHaveLength(4);
  });
});

describe("however things come in", () => {
  const moments = fc.array(fc.record({ at: fc.integer({ min: 0, max: 500 }), long: fc.integer({ min: 0, max: 30 }), now: fc.nat(600) }), {
    maxLength: 60,
  });

  test("alerts that are sent, of one rule and vehicle, lie a cooldown apart, so that nothing can send hundreds", () => {
    fc.assert(
      fc.property(moments, fc.nat(20), fc.boolean(), (stream, snoozedUntil, oneByOne) => {
        const snoozes = [{ ruleId: 1, vehicleId: null, untilMs: startMs + snoozedUntil * minute }];
        let known: BookedAlert[] = [];
        let book = open(startMs, known, snoozes);
        for (const { at, long, now } of stream) {
          // Each in a transaction of its own, as uploads are, or all in one.
          if (oneByOne) book = open(startMs + now * minute, known, snoozes);
          const atMs = startMs + at * minute;
          book.add({ ...brake(atMs, 5000), endedAtMs: atMs + long * minute, sameToMs: atMs + long * minute });
          if (oneByOne) known = [...known, ...toKnown(book).map((alert, place) => ({ ...alert, id: known.length + place + 1 }))];
        }
        const sent = (oneByOne ? known : book.raised).filter(({ logOnlyReason }) => logOnlyReason === null).map(({ atMs }) => atMs);
        const sorted = sent.toSorted((a, b) => a - b);
        for (const [place, atMs] of sorted.entries()) {
          if (place > 0) expect(atMs - (sorted[place - 1] ?? 0)).toBeGreaterThanOrEqual(rule.cooldownS * 1000);
        }
        const spanMs = Math.max(0, ...stream.map(({ at }) => at)) * minute;
        expect(sent.length).toBeLessThanOrEqual(Math.ceil(spanMs / (rule.cooldownS * 1000)) + 1);
      }),
    );
  });

  test("the same again, in whatever order, raises nothing", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200), { maxLength: 30 }), fc.infiniteStream(fc.nat()), (minutes, order) => {
        const first = open(startMs + 200 * minute);
        for (const at of minutes.toSorted((a, b) => a - b)) first.add(brake(startMs + at * minute, 5000));
        const again = open(startMs + 201 * minute, toKnown(first));
        const keyed = minutes.map((at) => ({ at, key: order.next().value ?? 0 })).toSorted((a, b) => a.key - b.key);
        for (const { at } of keyed) again.add(brake(startMs + at * minute, 5000));
        expect(again.raised.filter(({ logOnlyReason }) => logOnlyReason === null)).toEqual([]);
        expect(toKnown(first).map(({ repeats }) => repeats)).toEqual(first.raised.map(({ repeats }) => repeats));
      }),
    );
  });
});
