import { type CountriesTopology, type Shape, toShapes } from "./atlas.ts";

/**
 * Coarse outlines for the whole world, which leave out what is smaller than a point there; medium ones, with every country, from
 * zoom 3; fine ones from zoom 6. Each is fetched once, when first needed: 38, 231 and 1,100 KB compressed.
 */
export type AtlasDetail = "coarse" | "medium" | "fine";

const urls: Record<AtlasDetail, URL> = {
  coarse: new URL("world-atlas/countries-110m.json", import.meta.url),
  medium: new URL("world-atlas/countries-50m.json", import.meta.url),
  fine: new URL("world-atlas/countries-10m.json", import.meta.url),
};

const mediumFromZoom = 3;
export const fineFromZoom = 6;

/** The outlines to draw at a zoom. */
export function atlasDetailAt(zoom: number): AtlasDetail {
  if (zoom >= fineFromZoom) return "fine";
  return zoom >= mediumFromZoom ? "medium" : "coarse";
}

/** The outlines to name countries by: names need no coast in detail. */
export function nameDetailAt(zoom: number): AtlasDetail {
  return zoom >= mediumFromZoom ? "medium" : "coarse";
}

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
