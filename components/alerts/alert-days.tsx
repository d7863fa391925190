"use client";

import type { ToldAlert } from "#server/domain/alerts/told-alert.ts";
import { useMessages } from "../messages/use-messages.ts";
import { useFormat } from "../ui/format.tsx";
import { AlertRow } from "./alert-row.tsx";
import type { SnoozeAsked } from "./use-alert-changes.ts";

interface Props {
  alerts: readonly ToldAlert[];
  /** Alerts with higher ids are new to the person. */
  seenBefore: number;
  busyIds: readonly number[];
  onAcknowledge?: (alertId: number) => void;
  onSnooze?: (asked: SnoozeAsked) => void;
}

/** Alerts below the day they happened on. */
export function AlertDays({ alerts, seenBefore, busyIds, ...actions }: Props) {
  const t = useMessages();
  const format = useFormat();
  return groupByDay(alerts, (alert) => format.dayKey(alert.at, { timeZone: alert.timeZone })).map(({ key, first, ofDay }) => {
    const heading = format.date(first.at, { timeZone: first.timeZone, year: true });
    return (
      <section key={key} aria-label={heading} className="border-t border-line first:border-t-0">
        <h2 className="bg-surface px-4 py-1.5 text-xs font-medium text-muted">{heading}</h2>
        <ul aria-label={t("alerts.listOf", { day: heading })} className="divide-y divide-line">
          {ofDay.map((alert) => (
            <AlertRow
              key={alert.id}
              alert={alert}
              unread={alert.id > seenBefore && alert.acknowledgedAt === null && alert.held === null}
              busy={busyIds.includes(alert.id)}
              {...actions}
            />
          ))}
        </ul>
      </section>
    );
  });
}

/** Neighbours of one day. The list is in the order of knowing, so late news may begin a day again. */
function groupByDay(alerts: readonly ToldAlert[], dayOf: (alert: ToldAlert) => string) {
  const groups: { key: string; day: string; first: ToldAlert; ofDay: ToldAlert[] }[] = [];
  for (const alert of alerts) {
    const day = dayOf(alert);
    const last = groups.at(-1);
    if (last?.day === day) last.ofDay.push(alert);
    else groups.push({ key: `${day} ${groups.filter((group) => group.day === day).length}`, day, first: alert, ofDay: [alert] });
  }
  return groups;
}
