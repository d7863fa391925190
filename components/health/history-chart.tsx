"use client";

import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import type { DtcSeverity } from "#server/domain/health/dtc/severity.ts";
import { type HistoryBar, type HistoryRow, historyWidth, toHistoryRows } from "./history-rows.ts";
import type { Episode } from "./verdict.ts";

const fills: Record<DtcSeverity, string> = { info: "fill-line-strong", low: "fill-line-strong", medium: "fill-warn", critical: "fill-bad" };

/** When each code was open: a row for each, a bar for each time. */
export function HistoryChart({ episodes, nowMs }: { episodes: readonly Episode[]; nowMs: number }) {
  const t = useMessages();
  const format = useFormat();
  const { fromMs, rows } = toHistoryRows(episodes, nowMs);
  const table = {
    head: [t("health.opened"), t("health.code"), t("health.fault"), t("health.closed")],
    rows: episodes.map(({ openedAt, openedTimeZone, code, title, closedAt, closedTimeZone }) => [
      format.dateTime(openedAt, { timeZone: openedTimeZone }),
      code,
      title,
      closedAt ? format.dateTime(closedAt, { timeZone: closedTimeZone }) : t("health.stillOpen"),
    ]),
  };
  return (
    <ChartFrame
      label={t("health.historyChart")}
      summary={t("health.historySummary", { count: episodes.length })}
      table={table}
      height="h-auto"
    >
      <div className="flex flex-col gap-2">
        {rows.map((row) => (
          <Row key={row.code} row={row} />
        ))}
        <div className="flex justify-between pl-16 text-muted">
          <span>{format.date(fromMs, { year: true })}</span>
          <span>{format.date((fromMs + nowMs) / 2)}</span>
          <span>{t("health.today")}</span>
        </div>
      </div>
    </ChartFrame>
  );
}

function Row({ row }: { row: HistoryRow }) {
  return (
    <div className="flex items-center">
      <span className="w-16 shrink-0 font-mono text-sm">{row.code}</span>
      <svg viewBox={`0 0 ${historyWidth} 14`} preserveAspectRatio="none" aria-hidden="true" className="h-3.5 min-w-0 flex-1">
        <rect y="6.5" width={historyWidth} height="1" className="fill-line" />
        {row.bars.map((bar) => (
          <Bar key={bar.id} bar={bar} fill={fills[row.severity]} />
        ))}
      </svg>
    </div>
  );
}

function Bar({ bar: { x, width, pendingWidth }, fill }: { bar: HistoryBar; fill: string }) {
  return (
    <g className={fill}>
      <rect x={x} width={pendingWidth} height="14" className="opacity-40" />
      <rect x={x + pendingWidth} width={width - pendingWidth} height="14" />
    </g>
  );
}
