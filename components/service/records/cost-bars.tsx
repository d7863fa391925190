"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { axis, grid, margin, TooltipBox } from "#components/charts/chart-parts.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { useServiceWords } from "#components/service/use-service-words.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import type { YearCosts } from "./year-costs.ts";

type Year = YearCosts["years"][number];

/** What the work cost, a bar a year, with the sums in words. */
export function CostBars({ costs }: { costs: YearCosts }) {
  const t = useMessages();
  const words = useServiceWords();
  const { currency, years, total, others } = costs;
  const newest = years.at(-1);
  const sums = [
    newest ? t("services.totalIn", { amount: words.money(newest.cost, currency), year: String(newest.year) }) : null,
    t("services.total", {
      amount: [words.money(total, currency), ...others.map((one) => words.money(one.total, one.currency))].join(" + "),
    }),
  ].filter((sum) => sum !== null);
  const table = {
    head: [t("services.year"), t("services.cost")],
    rows: years.map(({ year, cost }) => [String(year), words.money(cost, currency)]),
  };
  return (
    <>
      <p className="figures mb-1 text-sm text-muted">{sums.join(" · ")}</p>
      {years.length > 1 ? (
        <ChartFrame label={t("services.costPerYear")} table={table} height="h-28">
          <Bars years={years} currency={currency} />
        </ChartFrame>
      ) : null}
    </>
  );
}

function Bars({ years, currency }: Pick<YearCosts, "years" | "currency">) {
  const words = useServiceWords();
  const format = useFormat();
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={years} margin={margin} accessibilityLayer={false} barCategoryGap="30%">
        <CartesianGrid {...grid} />
        <XAxis {...axis} dataKey="year" minTickGap={16} />
        <YAxis {...axis} width={44} tickFormatter={(value: number) => format.number(value).text} tickCount={3} />
        <Bar dataKey="cost" radius={[2, 2, 0, 0]} fill="var(--accent)" maxBarSize={56} isAnimationActive={false} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--hover)" }}
          content={({ active, payload }) => {
            const year: Year | undefined = active ? payload?.[0]?.payload : undefined;
            return year ? <TooltipBox title={String(year.year)} lines={[words.money(year.cost, currency)]} /> : null;
          }}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}
