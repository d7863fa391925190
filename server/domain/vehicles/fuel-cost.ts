/** What the fuel and the electricity of a trip cost, by the prices an account has set. */
import type { FuelType } from "./traits.ts";

/** In units of the account's currency; null: not known. */
export interface FuelPrices {
  /** ISO 4217. */
  currency: string;
  pricePerLGasoline: number | null;
  pricePerLDiesel: number | null;
  pricePerKwh: number | null;
  /** US dollars for one unit of the currency; it counts as 1 where the currency is the dollar itself. */
  usdPerCurrency: number | null;
}

export interface UsedEnergy {
  fuelL: number | null;
  energyKwh: number | null;
  fuelType: FuelType;
}

/**
 * The cost in the account's currency, not rounded. Hybrids pay for gasoline, and so does what is not known to burn diesel (as its
 * CO₂ is counted). Null when neither fuel nor electricity is known, or when a price that is needed is not; of what was not used no
 * price is needed.
 */
export function fuelCost({ fuelL, energyKwh, fuelType }: UsedEnergy, prices: FuelPrices): number | null {
  if (fuelL === null && energyKwh === null) return null;
  const perL = fuelType === "diesel" ? prices.pricePerLDiesel : prices.pricePerLGasoline;
  const fuel = costOf(fuelL, perL);
  const energy = costOf(energyKwh, prices.pricePerKwh);
  return fuel === null || energy === null ? null : fuel + energy;
}

function costOf(amount: number | null, price: number | null): number | null {
  if (!amount) return 0;
  return price === null ? null : amount * price;
}

/** The same in US dollars; null when the rate to the dollar is not known either. */
export function fuelCostUsd(used: UsedEnergy, prices: FuelPrices): number | null {
  const cost = fuelCost(used, prices);
  const rate = prices.currency === "USD" ? 1 : prices.usdPerCurrency;
  return cost === null || rate === null ? null : cost * rate;
}
