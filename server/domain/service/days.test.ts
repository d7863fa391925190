import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, daysBetween, isDay } from "./days.ts";

const days = fc.integer({ min: -25_000, max: 60_000 }).map((offset) => addDays("2000-01-01", offset));
const months = fc.integer({ min: 0, max: 600 });
const monthNumber = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

describe("days", () => {
  test("are counted over the ends of months, leap days and years", () => {
    expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
    expect(addDays("2025-12-31", 1)).toBe("2026-01-01");
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
    expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
    expect(daysBetween("2026-03-29", "2026-03-28")).toBe(-1);
  });

  test("there and back is the same day", () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        expect(addDays(a, daysBetween(a, b))).toBe(b);
      }),
    );
  });
});

describe("months", () => {
  test("end with the month where it has no such day", () => {
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2024-01-31", 1)).toBe("2024-02-29");
    expect(addMonths("2024-02-29", 12)).toBe("2025-02-28");
    expect(addMonths("2026-08-31", 6)).toBe("2027-02-28");
    expect(addMonths("2026-12-15", 1)).toBe("2027-01-15");
  });

  test("land in the right month, on the same day or its last one", () => {
    fc.assert(
      fc.property(days, months, (day, count) => {
        const later = addMonths(day, count);
        expect(monthNumber(later)).toBe(monthNumber(day) + count);
        if (later.slice(8) !== day.slice(8)) expect(addDays(later, 1).slice(8)).toBe("01");
      }),
    );
  });

  test("keep the order of days", () => {
    fc.assert(
      fc.property(days, days, months, (a, b, count) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        expect(addMonths(first, count) <= addMonths(second, count)).toBe(true);
      }),
    );
  });
});

test("only days of the calendar are days", () => {
  for (const day of ["2026-03-01", "2024-02-29", "1999-12-31"]) expect(isDay(day)).toBe(true);
  for (const text of ["2026-02-29", "2026-13-01", "2026-3-1", "2026-03-01T00:00", "0026-03-01", ""]) expect(isDay(text)).toBe(false);
});
