import { describe, expect, test } from "vitest";
import type { DueItem } from "#server/domain/service/due.ts";
import { countDue, groupDue, keyOf, listCars, pathToAct, selectDue, toTimeline } from "./due-data.ts";

const item = (values: Partial<DueItem>): DueItem => ({
  kind: "service",
  state: "soon",
  vehicle: { id: 1, name: "Golf" },
  driver: null,
  refId: 7,
  title: "Oil",
  dueOn: "2026-03-20",
  forecast: false,
  dueKm: null,
  ...values,
});
const paper = item({ kind: "document", vehicle: null, driver: { id: 4, name: "Ann" }, refId: 8, title: "licence" });
const code = item({ kind: "dtc", state: "overdue", vehicle: { id: 2, name: "Astra" }, refId: 9, title: "P0420", dueOn: null });
const battery = item({ kind: "battery", state: "overdue", refId: null, title: "", dueOn: null });

describe("the due list", () => {
  test("is narrowed to kinds and a car", () => {
    const all = [code, item({}), paper];
    expect(selectDue(all, { kinds: [], car: "" })).toEqual(all);
    expect(selectDue(all, { kinds: ["dtc", "document"], car: "" })).toEqual([code, paper]);
    expect(selectDue(all, { kinds: [], car: "1" })).toEqual([item({})]);
  });

  test("is grouped by state, without empty groups", () => {
    expect(groupDue([code, item({})]).map(({ state, items }) => [state, items.length])).toEqual([
      ["overdue", 1],
      ["soon", 1],
    ]);
    expect(countDue([code, battery], "overdue")).toBe(2);
  });

  test("offers each car once, by name", () => {
    expect(listCars([item({}), battery, code, paper]).map(({ name }) => name)).toEqual(["Astra", "Golf"]);
  });

  test("knows where to act, and its rows apart", () => {
    expect([item({}), paper, code, battery].map(pathToAct)).toEqual([
      "/vehicles/1/service",
      "/drivers/4",
      "/vehicles/2/health",
      "/vehicles/1/health",
    ]);
    expect(new Set([item({}), paper, code, battery].map(keyOf)).size).toBe(4);
  });
});

describe("the days ahead", () => {
  const days = (items: DueItem[]) => toTimeline(items, "2026-03-10").map(({ day, kind, items: { length } }) => [day, kind, length]);

  test("join what is of one kind and day, and put what is over ahead of today", () => {
    const over = item({ state: "overdue", dueOn: "2026-01-01" });
    expect(days([item({}), item({ refId: 3 }), { ...paper, dueOn: "2026-03-10" }, over, battery])).toEqual([
      [-1, "service", 1],
      [-1, "battery", 1],
      [0, "document", 1],
      [10, "service", 2],
    ]);
  });

  test("leave out what is further away or has no day", () => {
    expect(days([item({ dueOn: "2026-06-08" }), item({ dueOn: "2026-06-09" }), item({ dueOn: null, state: "later" })])).toEqual([
      [90, "service", 1],
    ]);
  });
});
