import { type Bounds, type Tile, tilesWithin } from "#server/domain/tiles.ts";

export interface MapTown {
  name: string;
  lat: number;
  lon: number;
  population: number;
}

export type LoadTowns = (tile: Tile) => Promise<MapTown[]>;

/** Towns are named from this zoom on. */
const townsFromZoom = 5;

/** Remembers the towns of each tile; what is not there yet arrives with a call of `onArrival`. */
export function createTownCache(load: LoadTowns, onArrival: () => void) {
  const tiles = new Map<string, readonly MapTown[]>();

  const ask = (tile: Tile, key: string) => {
    tiles.set(key, []);
    load(tile).then(
      (towns) => {
        tiles.set(key, towns);
        onArrival();
      },
      // A map without names still serves; the next look asks again.
      () => tiles.delete(key),
    );
  };

  /** The known towns of a view, largest first. */
  return (bounds: Bounds, zoom: number): MapTown[] => {
    if (zoom < townsFromZoom) return [];
    const wanted = tilesWithin(bounds, Math.min(13, Math.max(4, Math.round(zoom) - 1)));
    const towns = wanted.flatMap((tile) => {
      const key = `${tile.z}/${tile.x}/${tile.y}`;
      if (!tiles.has(key)) ask(tile, key);
      return tiles.get(key) ?? [];
    });
    return towns.sort((a, b) => b.population - a.population);
  };
}
