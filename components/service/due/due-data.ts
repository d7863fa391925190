/** The due list as the screen shows it: filtered, grouped, placed on the days ahead. Pure. */

import { daysBetween } from "#server/domain/service/days.ts";
import { type DueItem, type DueState, dueStates } from "#server/domain/service/due.ts";

export const dueKinds = ["service", "document", "dtc", "battery"] as const satisfies readonly DueItem["kind"][];
export type DueKind = (typeof dueKinds)[number];

export interface DueNarrowing {
  /** None chosen: all. */
  kinds: readonly string[];
  /** A car's id as text; empty: all. */
  car: string;
}

export function selectDue(items: readonly DueItem[], { kinds, car }: DueNarrowing): DueItem[] {
  return items.filter((item) => (kinds.length === 0 || kinds.includes(item.kind)) && (car === "" || String(item.vehicle?.id) === car));
}

/** The states that have something, in their order. */
export function groupDue(items: readonly DueItem[]): { state: DueState; items: DueItem[] }[] {
  return dueStates
    .map((state) => ({ state, items: items.filter((item) => item.state === state) }))
    .filter((group) => group.items.length > 0);
}

export function countDue(items: readonly DueItem[], state: DueState): number {
  return items.filter((item) => item.state === state).length;
}

/** The cars of a list by name, each once. */
export function listCars(items: readonly DueItem[]): { id: number; name: string }[] {
  const cars = new Map(items.flatMap(({ vehicle }) => (vehicle ? [[vehicle.id, vehicle] as const] : [])));
  return [...cars.values()].sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id);
}

/** Tells a row apart from all others. */
export function keyOf({ kind, refId, vehicle, driver }: DueItem): string {
  return `${kind}-${refId ?? `${vehicle?.id}-${driver?.id}`}`;
}

/** Where something is done about it. */
export function pathToAct({ kind, vehicle, driver }: DueItem): string {
  if (!vehicle) return `/drivers/${driver?.id ?? ""}`;
  return `/vehicles/${vehicle.id}/${{ service: "service", document: "documents", dtc: "health", battery: "health" }[kind]}`;
}

export const timelineDays = 90;

/** Things of one kind that are due on one day. */
export interface TimelineMark {
  kind: DueKind;
  /** Days from today; -1 for everything that is over or wants something now. */
  day: number;
  state: DueState;
  items: DueItem[];
}

/** The items of the next days as marks, by kind and day; what has no day or a later one is not in sight. */
export function toTimeline(items: readonly DueItem[], today: string): TimelineMark[] {
  const marks = new Map<string, TimelineMark>();
  for (const item of items) {
    const day = item.state === "overdue" ? -1 : item.dueOn === null ? null : daysBetween(today, item.dueOn);
    if (day === null || day > timelineDays) continue;
    const key = `${item.kind} ${day}`;
    const mark = marks.get(key) ?? { kind: item.kind, day, state: item.state, items: [] };
    mark.items.push(item);
    marks.set(key, mark);
  }
  return [...marks.values()].sort((a, b) => a.day - b.day);
}
