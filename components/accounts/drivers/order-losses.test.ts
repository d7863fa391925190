import { expect, test } from "vitest";
import { orderLosses } from "./order-losses.ts";

test("losses come as their shown figures do, although rounding turned two of them round", () => {
  const losses = [
    { rule: "uneven_braking", points: 8.34 },
    { rule: "uneven_acceleration", points: 8.35 },
    { rule: "idling", points: 8.35 },
  ];
  expect(orderLosses(losses).map(({ rule }) => rule)).toEqual(["uneven_acceleration", "idling", "uneven_braking"]);
});
