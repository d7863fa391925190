"use client";

import { Check, MapPin, Route } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";
import { sayAlert, tripLinkOf } from "./alert-text.ts";
import { SeverityIcon } from "./severity-icon.tsx";
import { SnoozeMenu } from "./snooze-menu.tsx";
import type { SnoozeAsked } from "./use-alert-changes.ts";

interface Props {
  alert: AlertDetails;
  unread: boolean;
  /** Left out for people who may only look. */
  onAcknowledge?: (alertId: number) => void;
  onSnooze?: (asked: SnoozeAsked) => void;
  busy: boolean;
}

/** One alert of the inbox: what happened, to whom, when and where, and what can be done about it. */
export function AlertRow({ alert, unread, onAcknowledge, onSnooze, busy }: Props) {
  const t = useMessages();
  const format = useFormat();
  const { id, severity, acknowledgedAt } = alert;
  const text = sayAlert({ t, format }, alert);
  return (
    <li className={cx("flex items-start gap-3 px-4 py-3 transition-colors", unread && "bg-accent-soft/50")}>
      <SeverityIcon severity={severity} quiet={acknowledgedAt !== null} />
      <div className="min-w-0 flex-1">
        <p>
          {unread ? (
            <span className="mr-2 inline-block size-2 rounded-full bg-accent align-middle">
              <span className="sr-only">{t("alerts.unread")}</span>
            </span>
          ) : null}
          <Link
            href={`/alerts/${id}`}
            className={cx("mr-2 inline-block min-h-6 rounded-sm hover:underline", unread ? "font-semibold" : "font-medium")}
          >
            {text}
          </Link>
          <Repeats alert={alert} />
        </p>
        <AlertFactsLine alert={alert} />
        <AlertState alert={alert} />
      </div>
      <div className="-my-1 flex shrink-0 max-sm:flex-col">
        {onAcknowledge && acknowledgedAt === null ? (
          <IconButton
            label={t("alerts.acknowledgeNamed", { text })}
            title={t("alerts.acknowledge")}
            icon={<Check aria-hidden="true" />}
            disabled={busy}
            onClick={() => onAcknowledge(id)}
          />
        ) : null}
        {onSnooze && alert.ruleId !== null ? <SnoozeMenu alert={alert} onSnooze={onSnooze} /> : null}
      </div>
    </li>
  );
}

/** How often the same came again. */
export function Repeats({ alert }: { alert: AlertDetails }) {
  const t = useMessages();
  const format = useFormat();
  const { repeats, lastRepeatAt } = alert;
  if (repeats === 0) return null;
  return (
    <span title={t("alerts.lastRepeat", { time: format.dateTime(lastRepeatAt, { timeZone: alert.timeZone }) })}>
      <Badge>
        <span aria-hidden="true">×{repeats + 1}</span>
        <span className="sr-only">{t("alerts.times", { count: repeats + 1 })}</span>
      </Badge>
    </span>
  );
}

/** Time, car, driver, and the ways to trip and place. */
function AlertFactsLine({ alert }: { alert: AlertDetails }) {
  const t = useMessages();
  const format = useFormat();
  const { id, vehicle, driver, at, lat } = alert;
  const zone = { timeZone: alert.timeZone };
  const trip = tripLinkOf(alert);
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm text-muted">
      <time dateTime={at.toISOString()} className="figures">
        {format.time(at, zone)}
      </time>
      {vehicle ? <FactLink href={`/vehicles/${vehicle.id}`}>{vehicle.name}</FactLink> : null}
      {driver ? <FactLink href={`/drivers/${driver.id}`}>{driver.name}</FactLink> : null}
      {trip ? (
        <FactLink href={trip} icon={<Route aria-hidden="true" />}>
          {t("alerts.trip")}
        </FactLink>
      ) : null}
      {lat === null ? null : (
        <FactLink href={`/alerts/${id}`} icon={<MapPin aria-hidden="true" />}>
          {t("alerts.place")}
        </FactLink>
      )}
    </p>
  );
}

function FactLink({ href, icon, children }: { href: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <Link href={href} className="inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-ink hover:underline [&_svg]:size-3.5">
      {icon}
      {children}
    </Link>
  );
}

/** Who took it on, or why it was not sent. */
export function AlertState({ alert: { acknowledgedAt, acknowledgedBy, logOnlyReason, ongoing } }: { alert: AlertDetails }) {
  const t = useMessages();
  const format = useFormat();
  if (logOnlyReason && acknowledgedAt === null) {
    return (
      <p className="mt-0.5 text-xs text-muted">
        {t(ongoing ? `alerts.logOnlyOngoing.${logOnlyReason}` : `alerts.logOnly.${logOnlyReason}`)}
      </p>
    );
  }
  if (acknowledgedAt === null) return null;
  const time = `${format.date(acknowledgedAt)}, ${format.time(acknowledgedAt)}`;
  return (
    <p className="mt-0.5 flex items-center gap-1 text-xs text-muted [&_svg]:size-3">
      <Check aria-hidden="true" />
      {acknowledgedBy ? t("alerts.acknowledgedBy", { name: acknowledgedBy.name, time }) : t("alerts.acknowledgedAt", { time })}
    </p>
  );
}
