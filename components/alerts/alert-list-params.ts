/** What the inbox shows, kept in its address. Pure. */
import type { z } from "zod";
import { type AlertKind, alertKinds } from "#server/domain/alerts/alert.ts";
import type { alertListInput } from "#server/trpc/alerts.input.ts";

/** Not acknowledged yet; everything that people were notified of or is still true; what went to the log only. */
export const alertViews = ["open", "all", "log"] as const;
export type AlertView = (typeof alertViews)[number];

export interface AlertListState {
  view: AlertView;
  /** Null: every kind. */
  kind: AlertKind | null;
  /** Null: every car. */
  car: number | null;
  /** Only alerts that come after this one; null: from the newest on. */
  before: number | null;
}

export const alertPageSize = 30;

/** What an address asks for; whatever it says wrongly counts as not said. */
export function readAlertList(params: URLSearchParams): AlertListState {
  return {
    view: alertViews.find((view) => view === params.get("show")) ?? "open",
    kind: alertKinds.find((kind) => kind === params.get("kind")) ?? null,
    car: readId(params.get("car")),
    before: readId(params.get("before")),
  };
}

function readId(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

export function isNarrowed({ kind, car }: AlertListState): boolean {
  return kind !== null || car !== null;
}

/** What the API is asked for. */
export function toAlertListInput({ view, kind, car, before }: AlertListState): z.input<typeof alertListInput> {
  return {
    ...(view === "open" ? { state: "open" as const } : {}),
    ...(view === "log" ? { delivery: "log_only" as const } : {}),
    ...(kind ? { kinds: [kind] } : {}),
    ...(car ? { vehicleId: car } : {}),
    ...(before ? { cursor: before } : {}),
    limit: alertPageSize,
  };
}
