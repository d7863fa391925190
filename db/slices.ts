/** Rows that one statement writes. PostgreSQL takes 65,534 parameters, and the query builder recurses over every value. */
export const rowsAtOnce = 1000;

/**
 * Writes rows, or goes through keys, a bounded number at a time: no statement grows with the data. Whatever writes several rows whose
 * number nothing else bounds passes here. Gives what the statements returned, in order.
 */
export async function writeInSlices<Row, Returned>(
  rows: readonly Row[],
  write: (slice: Row[]) => PromiseLike<readonly Returned[]>,
): Promise<Returned[]> {
  const returned: Returned[] = [];
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    for (const row of await write(rows.slice(from, from + rowsAtOnce))) returned.push(row);
  }
  return returned;
}
