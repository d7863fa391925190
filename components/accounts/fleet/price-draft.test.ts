import { expect, test } from "vitest";
import { toPriceChange, toPriceDraft } from "./price-draft.ts";

const prices = { pricePerLGasoline: 0.89, pricePerLDiesel: null, pricePerKwh: 0.165, usdPerCurrency: 0.000_023_8 };

test("prices of a litre are typed as prices of a gallon by those who count in gallons", () => {
  const draft = toPriceDraft(prices, "imperial");
  expect(draft).toEqual({ pricePerLGasoline: "3.369", pricePerLDiesel: "", pricePerKwh: "0.165", usdPerCurrency: "0.0000238" });
  expect(toPriceChange(prices, draft, "imperial")).toEqual({});
  const dearer = { ...draft, pricePerLGasoline: "3.785411784", pricePerLDiesel: "4" };
  expect(toPriceChange(prices, dearer, "imperial")).toEqual({ pricePerLGasoline: 1, pricePerLDiesel: expect.closeTo(1.0567, 4) });
});

test("others type litres; what is emptied is not known", () => {
  const draft = toPriceDraft(prices, "metric");
  expect(draft.pricePerLGasoline).toBe("0.89");
  const emptied = { ...draft, pricePerLGasoline: " ", usdPerCurrency: "" };
  expect(toPriceChange(prices, emptied, "metric")).toEqual({ pricePerLGasoline: null, usdPerCurrency: null });
  expect(toPriceChange(prices, { ...draft, pricePerLDiesel: "1.7" }, "metric")).toEqual({ pricePerLDiesel: 1.7 });
});
