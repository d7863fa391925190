import { type AtlasDetail, loadAtlas, nameDetailAt } from "./atlas-data.ts";
import { areCountriesNamedAt, type Country, namedCountries, toCountries } from "./countries.ts";

/** Remembers the countries of each detail; what is not there yet arrives with a call of `onArrival`. */
export function createCountryCache(onArrival: () => void) {
  const known: Partial<Record<AtlasDetail, readonly Country[]>> = {};

  const ask = (detail: AtlasDetail) => {
    known[detail] = [];
    loadAtlas(detail).then(
      (shapes) => {
        known[detail] = toCountries(shapes);
        onArrival();
      },
      // A map without names still serves; the next look asks again.
      () => delete known[detail],
    );
  };

  /** The countries to name at a zoom. */
  return (zoom: number): Country[] => {
    if (!areCountriesNamedAt(zoom)) return [];
    const detail = nameDetailAt(zoom);
    if (!known[detail]) ask(detail);
    return namedCountries(known[detail] ?? [], zoom);
  };
}
