/** What is typed into the form of a service plan. Pure. */

export interface PlanDraft {
  name: string;
  /** In the person's unit of distance; null while what is typed is no number. */
  distance: number | null;
  months: number | null;
  hours: number | null;
  lastOn: string;
  odometer: number | null;
}

export const emptyPlan: PlanDraft = { name: "", distance: null, months: null, hours: null, lastOn: "", odometer: null };

interface StoredPlan {
  name: string;
  everyKm: number | null;
  everyMonths: number | null;
  everyEngineHours: number | null;
  lastOn: string;
  lastKm: number | null;
}

/** Kilometres to what a person types, or back; null stays null. */
export type Convert = (distance: number | null) => number | null;

export function toPlanDraft(plan: StoredPlan, toTyped: Convert): PlanDraft {
  return {
    name: plan.name,
    distance: toTyped(plan.everyKm),
    months: plan.everyMonths,
    hours: plan.everyEngineHours,
    lastOn: plan.lastOn,
    odometer: toTyped(plan.lastKm),
  };
}

export type PlanProblem = "workNeedsName" | "planNeedsInterval" | "planOutOfRange";

/** What is missing, if anything. */
export function findPlanProblem({ name, distance, months, hours }: PlanDraft): PlanProblem | null {
  if (name.trim() === "") return "workNeedsName";
  return distance === null && months === null && hours === null ? "planNeedsInterval" : null;
}

/** The draft as the server takes it; where counting begins only when it was given. */
export function toNewPlan(draft: PlanDraft, toKm: Convert) {
  return {
    name: draft.name.trim(),
    everyKm: toKm(draft.distance),
    everyMonths: draft.months,
    everyEngineHours: draft.hours,
    ...(draft.lastOn === "" ? {} : { lastOn: draft.lastOn }),
    ...(draft.odometer === null ? {} : { lastKm: toKm(draft.odometer) }),
  };
}

/** What of a plan was changed, so that miles typed by nobody are not stored anew. */
export function toPlanChange(before: PlanDraft, draft: PlanDraft, toKm: Convert) {
  const changed = <Name extends keyof PlanDraft>(name: Name) => draft[name] !== before[name];
  return {
    ...(changed("name") ? { name: draft.name.trim() } : {}),
    ...(changed("distance") ? { everyKm: toKm(draft.distance) } : {}),
    ...(changed("months") ? { everyMonths: draft.months } : {}),
    ...(changed("hours") ? { everyEngineHours: draft.hours } : {}),
    ...(changed("lastOn") && draft.lastOn !== "" ? { lastOn: draft.lastOn } : {}),
    ...(changed("odometer") ? { lastKm: toKm(draft.odometer) } : {}),
  };
}
