"use client";

import { useMemo } from "react";
import { Area, AreaChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useMessages } from "#components/messages/use-messages.ts";
import { type Format, useFormat } from "#components/ui/values/format.tsx";
import type { TripTrack } from "#server/domain/trips/trip.ts";
import { toMph } from "#server/domain/units.ts";
import { ChartFrame, type ChartTable } from "./chart-frame.tsx";
import { axis, grid, margin, TooltipBox } from "./chart-parts.tsx";
import { type ChartEvent, toEventMarks } from "./event-marks.tsx";
import { rowAt, type SpeedRow, toSpeedRows } from "./speed-series.ts";

interface Props {
  track: TripTrack;
  /** What runs along the bottom. */
  over?: "distance" | "time";
  /** Epoch milliseconds of the trip's start and the zone to write its times in. */
  startedAtMs: number;
  timeZone?: string;
  events?: readonly ChartEvent[];
  /** A place in the track's columns, for example where the map is hovered. */
  cursor?: number | null;
  onCursor?: (index: number | null) => void;
  height?: string;
}

const noEvents: readonly ChartEvent[] = [];

const area = {
  type: "linear",
  stroke: "var(--accent)",
  strokeWidth: 1.75,
  fill: "var(--accent)",
  fillOpacity: 0.14,
  isAnimationActive: false,
  dot: false,
  activeDot: { r: 4, fill: "var(--accent)", stroke: "var(--raised)", strokeWidth: 2 },
} as const;

/** Speed along a trip with its events; the cursor runs along with the map's. */
export function SpeedChart(props: Props) {
  const { events = noEvents, cursor = null, onCursor, height = "h-56" } = props;
  const { rows, words, place, speedOf, label, table } = useSpeedChart(props);
  const pointed = cursor === null ? undefined : rowAt(rows, cursor);
  return (
    <ChartFrame label={label} table={table} height={height}>
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart
          data={rows}
          margin={margin}
          accessibilityLayer={false}
          onMouseMove={({ activeTooltipIndex }) => onCursor?.(rows[Number(activeTooltipIndex)]?.index ?? null)}
          onMouseLeave={() => onCursor?.(null)}
        >
          <CartesianGrid {...grid} />
          <XAxis {...axis} type="number" dataKey={place} domain={["dataMin", "dataMax"]} tickFormatter={words.tick} minTickGap={48} />
          <YAxis {...axis} width={40} dataKey={speedOf} tickFormatter={words.number} allowDecimals={false} />
          {toEventMarks(events, props.over ?? "distance", rows, speedOf)}
          <Area {...area} dataKey={speedOf} />
          {pointed ? <ReferenceLine x={place(pointed)} stroke="var(--ink)" strokeOpacity={0.6} /> : null}
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--ink)", strokeOpacity: 0.6 }}
            content={({ active, payload }) => {
              const row: SpeedRow | undefined = active ? payload?.[0]?.payload : undefined;
              return row ? <TooltipBox title={words.speed(row)} lines={[words.time(row), words.distance(row)]} /> : null;
            }}
          />
        </AreaChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

function useSpeedChart({ track, over = "distance", startedAtMs, timeZone }: Props) {
  const t = useMessages();
  const format = useFormat();
  const rows = useMemo(() => toSpeedRows(track), [track]);
  const words = useMemo(() => createWords(format, { over, startedAtMs, timeZone }), [format, over, startedAtMs, timeZone]);
  const table = useMemo(() => toTable(rows, words, [t("charts.time"), t("charts.distance"), t("charts.speed")]), [rows, words, t]);
  const metric = format.units === "metric";
  return {
    rows,
    words,
    table,
    label: t(over === "distance" ? "charts.speedOverDistance" : "charts.speedOverTime"),
    place: (row: SpeedRow) => (over === "distance" ? row.distanceM : row.offsetS),
    speedOf: ({ speedKmh }: SpeedRow) => (speedKmh === null || metric ? speedKmh : toMph(speedKmh)),
  };
}

interface WordOptions {
  over: "distance" | "time";
  startedAtMs: number;
  timeZone: string | undefined;
}

function createWords(format: Format, { over, startedAtMs, timeZone }: WordOptions) {
  const zone = timeZone ? { timeZone } : {};
  return {
    time: ({ offsetS }: SpeedRow) => format.clock(startedAtMs + offsetS * 1000, zone),
    distance: ({ distanceM }: SpeedRow) => format.distance(distanceM).text,
    speed: ({ speedKmh }: SpeedRow) => format.speed(speedKmh).text,
    number: (value: number) => format.number(value).text,
    tick: (value: number) => (over === "distance" ? format.distance(value).text : format.tick(startedAtMs + value * 1000, zone)),
  };
}

/** Rows of the table of figures: enough to follow the trip. */
const tableRows = 40;

function toTable(rows: readonly SpeedRow[], words: ReturnType<typeof createWords>, head: readonly string[]): ChartTable {
  const every = Math.max(1, Math.floor(rows.length / tableRows));
  return {
    head,
    rows: rows.filter((_, index) => index % every === 0).map((row) => [words.time(row), words.distance(row), words.speed(row)]),
  };
}
