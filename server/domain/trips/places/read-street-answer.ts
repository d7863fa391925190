import { z } from "zod";
import type { Address } from "./address.ts";

/** Longer texts are cut, in characters: all of an address, and each of its parts. */
const maxLength = { name: 300, part: 100 };

/** What Nominatim answers for `format=jsonv2&addressdetails=1`, as much as is read of it; it comes from outside and is not trusted. */
const text = z.string().max(10_000).optional();
const answerSchema = z.union([
  z.object({
    address: z.object({
      house_number: text,
      road: text,
      pedestrian: text,
      footway: text,
      city: text,
      town: text,
      village: text,
      hamlet: text,
      municipality: text,
      state: text,
      "ISO3166-2-lvl4": text,
      postcode: text,
      country: text,
      country_code: text,
    }),
  }),
  /** Where it knows nothing: the open sea. */
  z.object({ error: z.union([z.string(), z.record(z.string(), z.unknown())]) }),
]);

type Parts = Exclude<z.infer<typeof answerSchema>, { error: unknown }>["address"];

/** Where people write the number of a house before its street; elsewhere it comes after. */
const numberFirst = new Set(["AU", "CA", "FR", "GB", "IE", "IL", "IN", "LU", "MC", "MY", "NZ", "PH", "SG", "TH", "US", "ZA"]);

/** Where states have codes that everybody knows. */
const withStateCodes = new Set(["AU", "CA", "US"]);

/**
 * The address in an answer of a service that speaks like Nominatim; null where the service knows none there. Texts lose what does
 * not show and what turns the direction of writing, and are cut. Throws for what is no such answer.
 */
export function readStreetAnswer(answer: unknown): Address | null {
  const read = answerSchema.parse(answer);
  return "error" in read ? null : toAddress(read.address);
}

function toAddress(parts: Parts): Address | null {
  const clean = (part: string | undefined) => cleanText(part, maxLength.part);
  const country = /^[a-z]{2}$/i.test(parts.country_code ?? "") ? (parts.country_code ?? "").toUpperCase() : null;
  const streetName = clean(parts.road) ?? clean(parts.pedestrian) ?? clean(parts.footway);
  const streetNumber = streetName && clean(parts.house_number);
  const city = clean(parts.city) ?? clean(parts.town) ?? clean(parts.village) ?? clean(parts.hamlet) ?? clean(parts.municipality);
  const state = stateOf(parts, country) ?? clean(parts.state);
  const house = [streetNumber, streetName].filter((part) => part !== null);
  const street = (country && numberFirst.has(country) ? house : house.reverse()).join(" ");
  const isCode = country !== null && withStateCodes.has(country);
  const region = join([isCode ? state : null, clean(parts.postcode)], " ");
  const name = join([street, city, region, clean(parts.country)], ", ");
  if (name === "") return null;
  const displayName = join([streetName, city, isCode ? state : null], ", ") || name;
  return { name: Array.from(name).slice(0, maxLength.name).join(""), displayName, streetNumber, streetName, city, state, country };
}

/** "CA" of "US-CA". */
function stateOf(parts: Parts, country: string | null): string | null {
  if (country === null || !withStateCodes.has(country)) return null;
  return /^[A-Z]{2}-([A-Z]{2,3})$/.exec(parts["ISO3166-2-lvl4"] ?? "")?.[1] ?? null;
}

const join = (parts: readonly (string | null)[], separator: string) => parts.filter(Boolean).join(separator);

/** Without control characters, marks of direction and halves of characters; null when nothing is left. */
function cleanText(part: string | undefined, length: number): string | null {
  const shown = (part ?? "").replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, " ");
  return Array.from(shown.replace(/\s+/gu, " ").trim()).slice(0, length).join("").trim() || null;
}
