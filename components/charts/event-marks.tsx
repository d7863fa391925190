"use client";

import { ReferenceArea, ReferenceDot } from "recharts";
import type { TripEventKind } from "#server/domain/trips/trip.ts";
import type { SpeedRow } from "./speed-series.ts";

export interface ChartEvent {
  id: string | number;
  kind: TripEventKind;
  /** Seconds since the trip's start. */
  offsetS: number;
  endOffsetS: number;
  /** Metres from the trip's start. */
  startDistanceM: number;
  endDistanceM: number;
}

const tokens: Record<TripEventKind, string> = { hard_brake: "bad", hard_accel: "warn", speeding: "accent", idling: "muted" };

/** A dot for a moment, a band for a stretch. */
export function toEventMarks(
  events: readonly ChartEvent[],
  over: "distance" | "time",
  rows: readonly SpeedRow[],
  speedOf: (row: SpeedRow) => number | null,
) {
  return events.map((event) => {
    const color = `var(--${tokens[event.kind]})`;
    const from = over === "distance" ? event.startDistanceM : event.offsetS;
    const to = over === "distance" ? event.endDistanceM : event.endOffsetS;
    if (event.kind === "speeding" || (event.kind === "idling" && over === "time")) {
      return <ReferenceArea key={event.id} x1={from} x2={to} fill={color} fillOpacity={0.16} stroke="none" />;
    }
    const row = rows.find(({ offsetS }) => offsetS >= event.offsetS);
    const y = (row && speedOf(row)) ?? 0;
    return <ReferenceDot key={event.id} x={from} y={y} r={4.5} fill={color} stroke="var(--raised)" strokeWidth={2} />;
  });
}
