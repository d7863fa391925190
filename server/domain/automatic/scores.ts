/** The two scores of a trip, 0 to 50 each, out of the parts of its report card, 0 to 20 each; null parts were not measured. */

const fullScore = 50;
const fullPart = 20;

/** From how hard was braked and accelerated, both alike; from one alone where the other was not measured. */
export function scoreEvents(hbr: number | null, hac: number | null): number | null {
  const parts = [hbr, hac].filter((points) => points !== null);
  if (parts.length === 0) return null;
  return (fullScore * parts.reduce((sum, points) => sum + points, 0)) / (fullPart * parts.length);
}

export function scoreSpeeding(spd: number | null): number | null {
  return spd === null ? null : (fullScore * spd) / fullPart;
}
