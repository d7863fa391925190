import { describe, expect, test } from "vitest";
import { tripListInput } from "#server/trpc/trips.input.ts";
import { readTripListInput } from "./trip-list-params.ts";

const read = (text: string) => readTripListInput(new URLSearchParams(text));
const usual = { sort: "date", descending: true, offset: 0, limit: 25 };

describe("the trip list's address", () => {
  test("a bare address is the usual list", () => {
    expect(read("")).toEqual(usual);
  });

  test("search, car, driver, days, filters, order and page", () => {
    const text = "q=oak+park&car=7&driver=3&from=2026-01-01&to=2026-02-01&show=open,events,business&score=poor&sort=score&page=3";
    expect(read(text)).toEqual({
      search: "oak park",
      vehicleId: 7,
      driverId: 3,
      fromDay: "2026-01-01",
      toDay: "2026-02-01",
      status: "open",
      maxScore: 59.9999,
      withEvents: true,
      tag: "business",
      sort: "score",
      descending: false,
      offset: 50,
      limit: 25,
    });
  });

  test("nonsense counts as not said", () => {
    expect(read("car=x&driver=-1&from=2026-13-45&to=2026-02-30&show=lost&score=great&sort=luck&page=0")).toEqual(usual);
  });

  test("whatever an address says, the API takes it", () => {
    for (const text of ["page=99999", "car=999999999999999", `q=${"x".repeat(500)}`, "score=fair&sort=-distance&from=2024-02-29"]) {
      expect(tripListInput.safeParse(read(text)).success).toBe(true);
    }
  });
});
