import { expect, test } from "vitest";
import { matchTrips } from "./match.ts";

const trip = (startedAtMs: number, endedAtMs: number) => ({ startedAtMs, endedAtMs });

test("a trip that grew is still itself", () => {
  const known = [trip(0, 10), trip(20, 30)];
  expect(matchTrips([trip(0, 12), trip(19, 30)], known)).toEqual({ matches: known, gone: [] });
});

test("of two that became one the longer keeps its id", () => {
  const [short, long] = [trip(0, 10), trip(20, 90)];
  expect(matchTrips([trip(0, 90)], [short, long])).toEqual({ matches: [long], gone: [short] });
});

test("of one that became two the longer half keeps the id", () => {
  const known = trip(0, 90);
  expect(matchTrips([trip(0, 20), trip(30, 90)], [known])).toEqual({ matches: [undefined, known], gone: [] });
});

test("trips that share no time are strangers", () => {
  expect(matchTrips([trip(0, 10)], [trip(11, 20)])).toEqual({ matches: [undefined], gone: [trip(11, 20)] });
});
