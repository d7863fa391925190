import { expect, test } from "vitest";
import { countScoredEvents } from "./scored-events.ts";

const event = (kind: "hard_brake" | "hard_accel" | "speeding" | "idling", tier: number, fromS = 0, toS = fromS) => ({
  kind,
  basis: "score" as const,
  tier,
  peak: toS - fromS,
  at: new Date(fromS * 1000),
  endedAt: new Date(toS * 1000),
});

test("the figures of a trip count the events that its marks show, not those of other rules", () => {
  const marks = [
    event("hard_accel", 1),
    event("hard_accel", 2),
    event("hard_accel", 3),
    event("speeding", 0, 10, 19),
    event("idling", 0, 100, 250),
  ];
  const byOtherRules = [
    { ...event("hard_brake", 0), basis: "counter" as const },
    { ...event("speeding", 70, 10, 30), basis: "counter" as const },
  ];
  expect(countScoredEvents([...marks, ...byOtherRules])).toEqual({
    brakes: { all: 0, hard: 0 },
    accels: { all: 3, hard: 2 },
    speedingS: 10,
    idlingS: 150,
  });
});
