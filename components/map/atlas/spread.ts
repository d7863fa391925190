/** Moves markers apart that would lie on one another, so that each can be seen and pressed. Pure. */

/** In pixels. */
export interface Spot {
  x: number;
  y: number;
}

/** Enough for markers of one stop; of a crowd some may go on overlapping. */
const rounds = 40;

/**
 * The same spots, at least `size` apart sideways or up and down, each moved as little as that takes. Spots that have room stay where
 * they are.
 */
export function spreadSpots(spots: readonly Spot[], size: number): Spot[] {
  const spread = spots.map((spot) => ({ ...spot }));
  for (let round = 0; round < rounds; round++) {
    let moved = false;
    for (const [index, one] of spread.entries()) {
      for (const other of spread.slice(index + 1)) moved = pushApart(one, other, size) || moved;
    }
    if (!moved) break;
  }
  return spread;
}

/** Moves both by half of what is missing, along the axis on which less is; whether anything was. */
function pushApart(one: Spot, other: Spot, size: number): boolean {
  const [missingX, missingY] = [size - Math.abs(other.x - one.x), size - Math.abs(other.y - one.y)];
  // A hair's breadth is left to rounding.
  if (missingX <= 0.01 || missingY <= 0.01) return false;
  const axis = missingX < missingY ? "x" : "y";
  const step = (Math.min(missingX, missingY) / 2) * (other[axis] < one[axis] ? -1 : 1);
  one[axis] -= step;
  other[axis] += step;
  return true;
}
