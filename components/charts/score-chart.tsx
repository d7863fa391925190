"use client";

import { useMemo } from "react";
import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import { axis, grid, margin, TooltipBox, useMotion } from "./chart-parts.tsx";

export interface ScorePoint {
  /** The calendar day it is up to, `2026-03-01`. */
  day: string;
  /** 0 to 100; null: no score then. */
  score: number | null;
  /** The interval the score lies in with some certainty. */
  low?: number | null;
  high?: number | null;
}

interface Props {
  points: readonly ScorePoint[];
  label?: string;
  height?: string;
}

/** A score over time, with its interval as a band where it is known. */
export function ScoreChart({ points, label, height = "h-52" }: Props) {
  const t = useMessages();
  const format = useFormat();
  const animated = useMotion();
  const rows = useMemo(
    () =>
      points.map((point) => ({
        ...point,
        noonMs: Date.parse(`${point.day}T12:00:00Z`),
        range: point.low != null && point.high != null ? [point.low, point.high] : null,
      })),
    [points],
  );
  const name = label ?? t("charts.scoreOverTime");
  const table = {
    head: [t("charts.date"), t("charts.score")],
    rows: points.map(({ day, score }) => [format.day(day), format.score(score).text]),
  };
  return (
    <ChartFrame label={name} table={table} height={height}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={rows} margin={margin} accessibilityLayer={false}>
          <CartesianGrid {...grid} />
          <XAxis
            {...axis}
            type="number"
            dataKey="noonMs"
            domain={["dataMin", "dataMax"]}
            tickFormatter={(value: number) => format.date(value, { timeZone: "UTC" })}
            minTickGap={56}
          />
          <YAxis {...axis} width={32} domain={[0, 100]} ticks={[0, 25, 50, 75, 100]} />
          <Area dataKey="range" stroke="none" fill="var(--accent)" fillOpacity={0.12} isAnimationActive={false} activeDot={false} />
          <Line
            dataKey="score"
            type="monotone"
            stroke="var(--accent)"
            strokeWidth={2}
            connectNulls
            isAnimationActive={animated}
            dot={points.length > 40 ? false : { r: 2.5, fill: "var(--accent)", strokeWidth: 0 }}
            activeDot={{ r: 4.5, fill: "var(--accent)", stroke: "var(--raised)", strokeWidth: 2 }}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--line-strong)" }}
            content={({ active, payload }) => {
              const point: ScorePoint | undefined = active ? payload?.[0]?.payload : undefined;
              return point ? <TooltipBox title={format.score(point.score).text} lines={[format.day(point.day)]} /> : null;
            }}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
