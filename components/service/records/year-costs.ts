/** What work cost, year by year. Pure. */

interface Cost {
  /** `2026-03-01`. */
  doneOn: string;
  cost: number | null;
  currency: string | null;
}

export interface YearCosts {
  /** ISO 4217: the one most of the work was paid in. */
  currency: string;
  /** Every year from the first cost to the last, oldest first. */
  years: { year: number; cost: number }[];
  total: number;
  /** What was paid in other currencies. */
  others: { currency: string; total: number }[];
}

/** Null when no cost is known. Years in between without a cost count as zero; currencies are never added up. */
export function sumYearCosts(records: readonly Cost[]): YearCosts | null {
  const byCurrency = new Map<string, { year: number; cost: number }[]>();
  for (const { doneOn, cost, currency } of records) {
    if (cost === null || currency === null) continue;
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), { year: Number(doneOn.slice(0, 4)), cost }]);
  }
  const [main, ...others] = [...byCurrency].sort(([a, costsA], [b, costsB]) => costsB.length - costsA.length || a.localeCompare(b));
  if (!main) return null;
  const [currency, costs] = main;
  const years = costs.map(({ year }) => year);
  const first = Math.min(...years);
  const span = Math.max(...years) - first + 1;
  const sumOf = (year: number) => sum(costs.filter((one) => one.year === year));
  return {
    currency,
    years: Array.from({ length: span }, (_, index) => ({ year: first + index, cost: sumOf(first + index) })),
    total: sum(costs),
    others: others.map(([name, paid]) => ({ currency: name, total: sum(paid) })),
  };
}

function sum(costs: readonly { cost: number }[]): number {
  return costs.reduce((total, { cost }) => total + cost, 0);
}
