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
 * The address a town's label stands for, "Oak Park, IL, United States" as server/places/nearest-town.ts writes it, and a part of the town
 * if it is known, "The Rocks". A last part that is no country makes all of it the city. Null for no label.
 */
export function addressOfTown(label: string | null, quarter: string | null): Address | null {
  if (!label) return null;
  const parts = label.split(", ");
  const country = (parts.length > 1 && countryCodes().get(parts.at(-1) ?? "")) || null;
  if (country) parts.pop();
  const state = parts.length > 1 ? readStateCode(country, parts.at(-1) ?? "") : null;
  if (state) parts.pop();
  const city = parts.join(", ") || label;
  const join = (words: readonly (string | null)[]) => words.filter((word) => word !== null).join(", ");
  const names = { name: join([quarter, label]), displayName: join([quarter, city, state]) };
  return { ...names, streetNumber: null, streetName: null, city, state, country };
}
