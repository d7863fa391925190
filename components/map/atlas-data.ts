import { type CountriesTopology, type Shape, toShapes } from "./atlas.ts";

/** Coarse outlines for the world, fine ones from zoom 6; each is fetched once, when first needed. */
export type AtlasDetail = "coarse" | "fine";

const urls: Record<AtlasDetail, URL> = {
  coarse: new URL("world-atlas/countries-110m.json", import.meta.url),
  fine: new URL("world-atlas/countries-10m.json", import.meta.url),
};

export const fineFromZoom = 6;

const loading: Partial<Record<AtlasDetail, Promise<Shape[]>>> = {};

export function loadAtlas(detail: AtlasDetail): Promise<Shape[]> {
  loading[detail] ??= fetchAtlas(detail);
  return loading[detail];
}

async function fetchAtlas(detail: AtlasDetail): Promise<Shape[]> {
  try {
    const response = await fetch(urls[detail]);
    if (!response.ok) throw new Error(`The map's outlines answered ${response.status}.`);
    const topology: CountriesTopology = await response.json();
    return toShapes(topology);
  } catch (error) {
    delete loading[detail];
    throw error;
  }
}
