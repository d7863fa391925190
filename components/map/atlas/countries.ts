/** Names of countries on the built-in map. Pure. */
import { fromWorld } from "#server/domain/tiles.ts";
import type { Shape } from "./atlas.ts";

export interface Country {
  name: string;
  lat: number;
  lon: number;
  /** Share of the world's square that its largest polygon's box takes. */
  size: number;
}

/** One name a country, in the middle of its largest polygon; largest first. */
export function toCountries(shapes: readonly Shape[]): Country[] {
  const countries = new Map<string, Country>();
  for (const { name, rings } of shapes) {
    const [outline] = rings;
    if (!outline) continue;
    const size = (outline.maxX - outline.minX) * (outline.maxY - outline.minY) * 64;
    if (size <= (countries.get(name)?.size ?? 0)) continue;
    countries.set(name, { name, size, ...fromWorld((outline.minX + outline.maxX) / 2, (outline.minY + outline.maxY) / 2) });
  }
  return [...countries.values()].sort((a, b) => b.size - a.size);
}

/** Names begin at this zoom and give way to those of towns after that one. */
const namesFromZoom = 2.5;
const namesToZoom = 6;
/** From here on every country is named where its name finds room; before, only those that are large enough to hold it. */
const smallFromZoom = 4;
const leastSize = 0.12;

export function areCountriesNamedAt(zoom: number): boolean {
  return zoom >= namesFromZoom && zoom <= namesToZoom;
}

/** The countries to name at a zoom, those first that come first where two names meet. */
export function namedCountries(countries: readonly Country[], zoom: number): Country[] {
  if (!areCountriesNamedAt(zoom)) return [];
  return countries.filter(({ size }) => zoom >= smallFromZoom || size * 4 ** zoom > leastSize);
}
