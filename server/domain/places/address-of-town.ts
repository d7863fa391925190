import type { Address } from "./address.ts";
import { readStateCode } from "./states.ts";

const countryNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

let codeByName: ReadonlyMap<string, string> | undefined;

/** Codes of countries by their English names. A code that another one has replaced ("DD") is left out. */
function countryCodes(): ReadonlyMap<string, string> {
  codeByName ??= new Map(listCountries());
  return codeByName;
}

function listCountries(): [string, string][] {
  const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return codes.flatMap((code): [string, string][] => {
    const name = countryNames.of(code);
    return name && new Intl.Locale(`und-${code}`).region === code ? [[name, code]] : [];
  });
}

/**
 * The address a town's label stands for, "Oak Park, IL, United States" as server/places/nearest-town.ts writes it.
 * A last part that is no country makes all of it the city. Null for no label.
 */
export function addressOfTown(label: string | null): Address | null {
  if (!label) return null;
  const parts = label.split(", ");
  const country = (parts.length > 1 && countryCodes().get(parts.at(-1) ?? "")) || null;
  if (country) parts.pop();
  const state = parts.length > 1 ? readStateCode(country, parts.at(-1) ?? "") : null;
  if (state) parts.pop();
  const city = parts.join(", ") || label;
  return { name: label, displayName: state ? `${city}, ${state}` : city, streetNumber: null, streetName: null, city, state, country };
}
