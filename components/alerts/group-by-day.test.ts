import fc from "fast-check";
import { expect, test } from "vitest";
import { groupByDay } from "./group-by-day.ts";

test("each day stands once, the newest first, with its rows in their order", () => {
  const days = fc.constantFrom("2026-02-28", "2026-03-01", "2026-03-02", "2026-11-30");
  fc.assert(
    fc.property(fc.array(days), (rows) => {
      const numbered = rows.map((day, number) => ({ day, number }));
      const groups = groupByDay(numbered, ({ day }) => day);
      const headings = groups.map(({ day }) => day);
      expect(headings).toEqual([...new Set(rows)].sort().reverse());
      for (const { day, ofDay } of groups) expect(ofDay).toEqual(numbered.filter((row) => row.day === day));
    }),
  );
});
