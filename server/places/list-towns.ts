/** Towns for the built-in map. */
import type { Bounds } from "#server/domain/tiles.ts";

export interface Town {
  name: string;
  lat: number;
  lon: number;
  population: number;
}

let byPopulation: Promise<Town[]> | undefined;

/** Read at the first call: a server whose maps have tiles of their own never needs it. */
async function readTowns(): Promise<Town[]> {
  const { isQuarter, places } = await import("./gazetteer.ts");
  return places
    .filter((place) => !isQuarter(place))
    .map(({ name, population, loc: { coordinates } }) => ({ name, population, lat: coordinates[1], lon: coordinates[0] }))
    .sort((a, b) => b.population - a.population);
}

/** The largest towns within some bounds, largest first. */
export async function listTowns({ west, south, east, north }: Bounds, limit: number): Promise<Town[]> {
  byPopulation ??= readTowns();
  const found: Town[] = [];
  for (const town of await byPopulation) {
    if (town.lat < south || town.lat >= north || town.lon < west || town.lon >= east) continue;
    found.push(town);
    if (found.length >= limit) break;
  }
  return found;
}
