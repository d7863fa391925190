/** The list of what is due: services, documents, faults and batteries. */

/** What is due: `overdue` is past, `soon` within the reminder's reach. */
export const dueStates = ["overdue", "soon", "later"] as const;
export type DueState = (typeof dueStates)[number];

/** One line of the fleet's due list. */
export interface DueItem {
  kind: "service" | "document" | "dtc" | "battery";
  state: DueState;
  vehicle: { id: number; name: string } | null;
  driver: { id: number; name: string } | null;
  /** The plan's, document's or fault episode's id; null for a battery. */
  refId: number | null;
  /** The plan's name, the kind of document, the fault code. */
  title: string;
  /** `2026-03-01`, a forecast for services by distance; null where no day is known. */
  dueOn: string | null;
  /** True when `dueOn` is worked out from recent use. */
  forecast: boolean;
  dueKm: number | null;
}
