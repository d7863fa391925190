/** Rows below the day they happened on, each day once and the newest first, whatever order the rows come in. Pure. */
export function groupByDay<Row>(rows: readonly Row[], dayOf: (row: Row) => string): { day: string; first: Row; ofDay: Row[] }[] {
  const days = new Map<string, { day: string; first: Row; ofDay: Row[] }>();
  for (const row of rows) {
    const day = dayOf(row);
    const known = days.get(day);
    if (known) known.ofDay.push(row);
    else days.set(day, { day, first: row, ofDay: [row] });
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? 1 : -1));
}
