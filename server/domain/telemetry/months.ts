/** The partitions that samples are stored in: one for each calendar month in UTC. */

/** The first moment of the month that a moment is in, or of one that many months later; epoch ms, UTC. */
export function startOfMonthMs(atMs: number, monthsLater = 0): number {
  const at = new Date(atMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + monthsLater);
}

/** Adds the months of samples to a set of their first moments. */
export function addMonths(months: Set<number>, samples: Iterable<{ atMs: number }>): void {
  // Samples mostly lie in the month of the one before.
  let [fromMs, toMs] = [0, 0];
  for (const { atMs } of samples) {
    if (atMs >= fromMs && atMs < toMs) continue;
    [fromMs, toMs] = [startOfMonthMs(atMs), startOfMonthMs(atMs, 1)];
    months.add(fromMs);
  }
}

/** The months of samples, by their first moments. */
export function monthsOf(samples: Iterable<{ atMs: number }>): Set<number> {
  const months = new Set<number>();
  addMonths(months, samples);
  return months;
}
