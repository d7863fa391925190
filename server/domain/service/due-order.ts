import { type DueItem, type DueState, dueStates } from "#server/domain/service/due.ts";
import { addDays } from "./days.ts";

/** What comes first in the fleet's due list: what is overdue, then what is due soonest; what has no day last within its state. */
export function compareDueItems(a: DueItem, b: DueItem): number {
  return (
    dueStates.indexOf(a.state) - dueStates.indexOf(b.state) ||
    compareTexts(a.dueOn ?? "9999-12-31", b.dueOn ?? "9999-12-31") ||
    compareTexts(ownerOf(a), ownerOf(b)) ||
    compareTexts(a.title, b.title) ||
    (a.refId ?? 0) - (b.refId ?? 0)
  );
}

function ownerOf({ vehicle, driver }: DueItem): string {
  return (vehicle ?? driver)?.name.toLowerCase() ?? "";
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The state of something that ends on a day: on its last day it is still good. */
export function stateOfDay(dueOn: string, today: string, daysAhead: number): DueState {
  if (dueOn < today) return "overdue";
  return dueOn <= addDays(today, daysAhead) ? "soon" : "later";
}
