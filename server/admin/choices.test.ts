import { expect, test } from "vitest";
import { findChoice, listChoices } from "./choices.ts";

const fuels = ["unknown", "gasoline", "diesel", "hybrid", "electric"] as const;

test.each([
  ["petrol", "gasoline"],
  ["Petrol", "gasoline"],
  ["gasoline", "gasoline"],
  [" EV ", "electric"],
  ["DIESEL", "diesel"],
  ["kerosene", undefined],
  ["", undefined],
  ["toString", undefined],
  // A name of a choice of another option.
  ["lorry", undefined],
])("%j names the fuel %j", (text, fuel) => {
  expect(findChoice(text, fuels)).toBe(fuel);
});

test("the help lists every name once, and no name stands for two choices of one option", () => {
  expect(listChoices(fuels)).toBe("unknown, gasoline (petrol, gas), diesel, hybrid (hev, phev), electric (ev, bev)");
  expect(listChoices(["F", "M", "O"])).toBe("F (female), M (male), O (other)");
});
