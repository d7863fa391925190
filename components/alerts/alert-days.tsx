"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";
import { AlertRow } from "./alert-row.tsx";
import { groupByDay } from "./group-by-day.ts";
import type { SnoozeAsked } from "./use-alert-changes.ts";

interface Props {
  alerts: readonly AlertDetails[];
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
  return groupByDay(alerts, ({ at, timeZone }) => format.dayKey(at, { timeZone })).map(({ day, first, ofDay }) => {
    const heading = format.date(first.at, { timeZone: first.timeZone, year: true });
    return (
      <section key={day} aria-label={heading} className="border-t border-line first:border-t-0">
        <h2 className="bg-surface px-4 py-1.5 text-xs font-medium text-muted">{heading}</h2>
        <ul aria-label={t("alerts.listOf", { day: heading })} className="divide-y divide-line">
          {ofDay.map((alert) => (
            <AlertRow
              key={alert.id}
              alert={alert}
              unread={alert.id > seenBefore && alert.acknowledgedAt === null && (alert.logOnlyReason === null || alert.ongoing)}
              busy={busyIds.includes(alert.id)}
              {...actions}
            />
          ))}
        </ul>
      </section>
    );
  });
}
