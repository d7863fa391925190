import { describe, expect, test } from "vitest";
import { emptyPlan, findPlanProblem, toNewPlan, toPlanChange, toPlanDraft } from "./plans/plan-draft.ts";
import { findWorkProblem, toWork, type WorkDraft } from "./records/work-draft.ts";

const toKm = (miles: number | null) => (miles === null ? null : miles * 1.609344);
const toMiles = (km: number | null) => (km === null ? null : km / 1.609344);

describe("work that was done", () => {
  const draft: WorkDraft = { name: "Oil", doneOn: "2026-03-01", odometer: 100, cost: null, doneBy: " ", note: " a ", bill: "7" };

  test("is sent in km, without blanks", () => {
    expect(toWork(draft, toKm)).toEqual({
      doneOn: "2026-03-01",
      odometerKm: 160.9344,
      cost: null,
      doneBy: null,
      note: "a",
      documentId: 7,
    });
    expect(toWork({ ...draft, odometer: null, bill: "" }, toKm)).toMatchObject({ odometerKm: null, documentId: null });
  });

  test("needs a name and a day", () => {
    expect(findWorkProblem(draft)).toBeNull();
    expect(findWorkProblem({ ...draft, name: " " })).toBe("workNeedsName");
    expect(findWorkProblem({ ...draft, doneOn: "" })).toBe("workNeedsDate");
  });
});

describe("a plan", () => {
  const stored = { name: "Oil", everyKm: 15_000, everyMonths: 12, everyEngineHours: null, lastOn: "2026-03-01", lastKm: null };

  test("needs a name and an interval", () => {
    expect(findPlanProblem(emptyPlan)).toBe("workNeedsName");
    expect(findPlanProblem({ ...emptyPlan, name: "Oil" })).toBe("planNeedsInterval");
    expect(findPlanProblem({ ...emptyPlan, name: "Oil", hours: 250 })).toBeNull();
  });

  test("is sent in km; where counting begins only when given", () => {
    expect(toNewPlan({ ...emptyPlan, name: " Oil ", distance: 10_000 }, toKm)).toEqual({
      name: "Oil",
      everyKm: 16_093.44,
      everyMonths: null,
      everyEngineHours: null,
    });
    expect(toNewPlan({ ...emptyPlan, lastOn: "2026-01-01", odometer: 0 }, toKm)).toMatchObject({ lastOn: "2026-01-01", lastKm: 0 });
  });

  test("of which only what was changed is sent", () => {
    const before = toPlanDraft(stored, toMiles);
    expect(toPlanChange(before, before, toKm)).toEqual({});
    expect(toPlanChange(before, { ...before, months: null, odometer: 1 }, toKm)).toEqual({ everyMonths: null, lastKm: 1.609344 });
    expect(toPlanChange(before, { ...before, lastOn: "" }, toKm)).toEqual({});
  });
});
