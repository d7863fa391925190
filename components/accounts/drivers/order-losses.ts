/** Losses by the points that are shown, most first: rounding so that they add up may turn neighbours round. Pure. */
export function orderLosses<Loss extends { points: number }>(losses: readonly Loss[]): Loss[] {
  return losses.toSorted((a, b) => b.points - a.points);
}
