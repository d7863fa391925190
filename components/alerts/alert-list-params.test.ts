import { expect, test } from "vitest";
import { isNarrowed, readAlertList, toAlertListInput } from "./alert-list-params.ts";

const read = (query: string) => readAlertList(new URLSearchParams(query));

test("an empty address shows what nobody has taken on", () => {
  expect(read("")).toEqual({ view: "open", kind: null, car: null, before: null });
  expect(toAlertListInput(read(""))).toEqual({ state: "open", limit: 30 });
  expect(isNarrowed(read(""))).toBe(false);
});

test("an address keeps view, kind, car and page", () => {
  const list = read("show=log&kind=mil&car=7&before=120");
  expect(toAlertListInput(list)).toEqual({ delivery: "log_only", kinds: ["mil"], vehicleId: 7, cursor: 120, limit: 30 });
  expect(isNarrowed(list)).toBe(true);
  expect(toAlertListInput(read("show=all"))).toEqual({ limit: 30 });
});

test("nonsense counts as not said", () => {
  expect(read("show=never&kind=weather&car=-1&before=1e9")).toEqual(read(""));
});
