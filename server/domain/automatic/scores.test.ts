import { describe, expect, test } from "vitest";
import { scoreEvents, scoreSpeeding } from "./scores.ts";

describe("scores of a trip", () => {
  test("are full where no point was lost, and nothing where all were", () => {
    expect([scoreEvents(20, 20), scoreSpeeding(20)]).toEqual([50, 50]);
    expect([scoreEvents(0, 0), scoreSpeeding(0)]).toEqual([0, 0]);
  });

  test("take braking and accelerating alike", () => {
    expect(scoreEvents(20, 10)).toBe(37.5);
    expect(scoreEvents(10, 20)).toBe(37.5);
  });

  test("come from what was measured", () => {
    expect([scoreEvents(10, null), scoreEvents(null, 5), scoreEvents(null, null), scoreSpeeding(null)]).toEqual([25, 12.5, null, null]);
  });
});
