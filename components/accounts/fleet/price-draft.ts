/** What an account pays, as someone types it: a litre or a US gallon, by their units. Pure. */
import { litresPerUsGallon, type UnitSystem } from "#server/domain/units.ts";
import type { FleetSettings } from "./use-fleet-changes.ts";

export type Prices = FleetSettings["prices"];
export type PriceDraft = Record<keyof Prices, string>;
/** What a change carries; absent stays as it is, null is not known. */
export type PriceChange = { [Price in keyof Prices]?: number | null };

const perVolume: readonly (keyof Prices)[] = ["pricePerLGasoline", "pricePerLDiesel"];
const names = ["pricePerLGasoline", "pricePerLDiesel", "pricePerKwh", "usdPerCurrency"] as const satisfies readonly (keyof Prices)[];

/** Litres in what the price is for. */
function litresPerUnit(name: keyof Prices, units: UnitSystem): number {
  return perVolume.includes(name) && units === "imperial" ? litresPerUsGallon : 1;
}

export function toPriceDraft(prices: Prices, units: UnitSystem): PriceDraft {
  const write = (name: keyof Prices) => {
    const price = prices[name];
    // A pump shows three decimals; the rate of a currency worth little needs digits rather than decimals.
    return price === null ? "" : String(Number((price * litresPerUnit(name, units)).toPrecision(5)));
  };
  return {
    pricePerLGasoline: write("pricePerLGasoline"),
    pricePerLDiesel: write("pricePerLDiesel"),
    pricePerKwh: write("pricePerKwh"),
    usdPerCurrency: write("usdPerCurrency"),
  };
}

/** Only what was typed anew: a price that was rounded to be shown is not stored rounded. */
export function toPriceChange(prices: Prices, draft: PriceDraft, units: UnitSystem): PriceChange {
  const before = toPriceDraft(prices, units);
  const change: PriceChange = {};
  for (const name of names) {
    const typed = draft[name].trim();
    if (typed !== before[name]) change[name] = typed === "" ? null : Number(typed) / litresPerUnit(name, units);
  }
  return change;
}
