/** What is typed into the form of work that was done. Pure. */
import { isDay } from "#server/domain/service/days.ts";

export interface WorkDraft {
  name: string;
  doneOn: string;
  /** In the person's unit of distance; null while what is typed is no number. */
  odometer: number | null;
  cost: number | null;
  doneBy: string;
  note: string;
  /** A document's id as text; empty: none. */
  bill: string;
}

/** The messages of what is wrong. */
export type WorkProblem = "workNeedsName" | "workNeedsDate" | "workOutOfRange";

/** What is missing, if anything. */
export function findWorkProblem({ name, doneOn }: WorkDraft): WorkProblem | null {
  if (name.trim() === "") return "workNeedsName";
  return isDay(doneOn) ? null : "workNeedsDate";
}

/** The draft as the server takes it, with the odometer in km. */
export function toWork(draft: WorkDraft, toKm: (typed: number | null) => number | null) {
  const orNull = (text: string) => text.trim() || null;
  return {
    doneOn: draft.doneOn,
    odometerKm: toKm(draft.odometer),
    cost: draft.cost,
    doneBy: orNull(draft.doneBy),
    note: orNull(draft.note),
    documentId: draft.bill === "" ? null : Number(draft.bill),
  };
}
