"use client";

import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { axis, grid, margin, TooltipBox } from "#components/charts/chart-parts.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { type Format, useFormat } from "#components/ui/values/format.tsx";
import { scoreTone } from "#components/ui/values/score.tsx";
import type { VehicleData } from "./vehicle-data.ts";

type Day = VehicleData["days"][number];

const colors = { good: "var(--good)", warn: "var(--warn)", bad: "var(--bad)", none: "var(--line-strong)" };

/** One bar a day, as long as the distance, in the colour of the day's score. */
export function DayBars({ days }: { days: readonly Day[] }) {
  const t = useMessages();
  const format = useFormat();
  const table = {
    head: [t("charts.date"), t("charts.distance"), t("charts.score")],
    rows: days
      .filter(({ trips }) => trips > 0)
      .map((day) => [writeDay(format, day), format.distance(day.distanceM).text, format.score(day.score).text]),
  };
  return (
    <ChartFrame label={t("vehicle.distancePerDay")} table={table} height="h-36">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={[...days]} margin={margin} accessibilityLayer={false} barCategoryGap="18%">
          <CartesianGrid {...grid} />
          <XAxis {...axis} dataKey={(day: Day) => writeDay(format, day)} minTickGap={28} />
          <YAxis {...axis} width={34} tickFormatter={(value: number) => format.distance(value).value.replace(/\.0$/, "")} tickCount={3} />
          <Bar dataKey="distanceM" radius={[2, 2, 0, 0]} isAnimationActive={false}>
            {days.map((day) => (
              <Cell key={day.day} fill={colors[scoreTone(day.score === null ? null : day.score / 100)]} />
            ))}
          </Bar>
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--hover)" }}
            content={({ active, payload }) => {
              const day: Day | undefined = active ? payload?.[0]?.payload : undefined;
              return day ? (
                <TooltipBox
                  title={writeDay(format, day)}
                  lines={[
                    format.distance(day.distanceM).text,
                    ...(day.score === null ? [] : [`${t("charts.score")} ${format.score(day.score).text}`]),
                  ]}
                />
              ) : null;
            }}
          />
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

/** "2 Mar": the day is a calendar day, so it is written as it is. */
function writeDay(format: Format, { day }: Day): string {
  return new Intl.DateTimeFormat(format.locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}
