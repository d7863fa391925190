import { expect, test } from "vitest";
import { sumYearCosts } from "./year-costs.ts";

const paid = (doneOn: string, cost: number | null, currency: string | null = "EUR") => ({ doneOn, cost, currency });

test("costs are added up by year, with the years between", () => {
  expect(sumYearCosts([paid("2026-02-01", 40), paid("2023-12-31", 100.5), paid("2026-01-01", 2), paid("2025-05-05", null, null)])).toEqual({
    currency: "EUR",
    years: [
      { year: 2023, cost: 100.5 },
      { year: 2024, cost: 0 },
      { year: 2025, cost: 0 },
      { year: 2026, cost: 42 },
    ],
    total: 142.5,
    others: [],
  });
});

test("currencies are kept apart", () => {
  expect(sumYearCosts([paid("2026-01-01", 10, "USD"), paid("2026-01-02", 1), paid("2026-01-03", 2)])).toMatchObject({
    currency: "EUR",
    total: 3,
    others: [{ currency: "USD", total: 10 }],
  });
});

test("without any cost there is nothing to show", () => {
  expect(sumYearCosts([])).toBeNull();
  expect(sumYearCosts([paid("2026-01-01", null, null)])).toBeNull();
});
