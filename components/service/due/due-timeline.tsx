"use client";

import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { useServiceWords } from "#components/service/use-service-words.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import { addDays, daysBetween } from "#server/domain/service/days.ts";
import type { DueItem, DueState } from "#server/domain/service/due.ts";
import { type DueKind, dueKinds, type TimelineMark, timelineDays, toTimeline } from "./due-data.ts";
import { useDueTitle } from "./use-due-words.ts";

const colors: Record<DueState, string> = { overdue: "var(--bad)", soon: "var(--warn)", later: "var(--accent)" };

const laneHeight = 30;
const headHeight = 22;
/** Shares of the width, %: what is over stands left of today. */
const overShare = 7;
const endShare = 98.5;

function xOf(day: number): string {
  const share = day < 0 ? overShare / 2 : overShare + 1.5 + (day / timelineDays) * (endShare - overShare - 1.5);
  return `${share.toFixed(2)}%`;
}

/** The next three months as a picture: a line for each kind, a dot for each day something is due. */
export function DueTimeline({ items, today }: { items: readonly DueItem[]; today: string }) {
  const t = useMessages();
  const words = useServiceWords();
  const titleOf = useDueTitle();
  const marks = toTimeline(items, today);
  const lanes = dueKinds.filter((kind) => marks.some((mark) => mark.kind === kind));
  if (lanes.length === 0) return null;
  const describe = (item: DueItem) => [titleOf(item), (item.vehicle ?? item.driver)?.name].filter(Boolean).join(" · ");
  const whenOf = ({ day, items: [item] }: TimelineMark) =>
    day < 0 || !item?.dueOn ? t("services.timelineOver") : words.day(addDays(today, day));
  const table = {
    head: [t("services.timelineDay"), t("services.timelineWhat")],
    rows: marks.map((mark) => [whenOf(mark), mark.items.map(describe).join(", ")]),
  };
  const height = headHeight + lanes.length * laneHeight;
  return (
    <ChartFrame label={t("services.timeline", { count: timelineDays })} table={table} height="h-auto">
      <svg width="100%" height={height} role="presentation">
        <rect x="0" y="0" width={`${overShare}%`} height={height} fill="var(--bad-soft)" rx="4" />
        <Months today={today} height={height} />
        {lanes.map((kind, index) => (
          <Lane key={kind} kind={kind} y={headHeight + index * laneHeight} marks={marks} describe={describe} whenOf={whenOf} />
        ))}
      </svg>
    </ChartFrame>
  );
}

/** The first days of the months in sight. */
function Months({ today, height }: { today: string; height: number }) {
  const t = useMessages();
  const format = useFormat();
  const starts = Array.from({ length: timelineDays + 1 }, (_, day) => addDays(today, day)).filter((day) => day.endsWith("-01"));
  const month = new Intl.DateTimeFormat(format.locale, { month: "short", timeZone: "UTC" });
  return (
    <g fill="var(--muted)" fontSize="11">
      <text x={`${overShare / 2}%`} y="14" textAnchor="middle">
        {t("services.timelineOver")}
      </text>
      {starts.map((day) => (
        <g key={day}>
          <line x1={xOf(daysBetween(today, day))} x2={xOf(daysBetween(today, day))} y1="0" y2={height} stroke="var(--line)" />
          <text x={xOf(daysBetween(today, day))} y="14" dx="4">
            {month.format(new Date(`${day}T00:00:00Z`))}
          </text>
        </g>
      ))}
    </g>
  );
}

interface LaneProps {
  kind: DueKind;
  y: number;
  marks: readonly TimelineMark[];
  describe: (item: DueItem) => string;
  whenOf: (mark: TimelineMark) => string;
}

function Lane({ kind, y, marks, describe, whenOf }: LaneProps) {
  const t = useMessages();
  const middle = y + laneHeight / 2 + 3;
  return (
    <g>
      <text x={`${overShare}%`} dx="8" y={y + 8} fill="var(--muted)" fontSize="10">
        {t(`services.kinds.${kind}`)}
      </text>
      <line x1={`${overShare}%`} x2="100%" y1={middle} y2={middle} stroke="var(--line)" />
      {marks
        .filter((mark) => mark.kind === kind)
        .map((mark) => (
          <g key={mark.day}>
            <title>{[whenOf(mark), ...mark.items.map(describe)].join("\n")}</title>
            <circle cx={xOf(mark.day)} cy={middle} r={mark.items.length > 1 ? 8 : 5} fill={colors[mark.state]} />
            {mark.items.length > 1 ? (
              <text x={xOf(mark.day)} y={middle + 3.5} textAnchor="middle" fontSize="10" fontWeight="600" fill="var(--raised)">
                {mark.items.length}
              </text>
            ) : null}
          </g>
        ))}
    </g>
  );
}
