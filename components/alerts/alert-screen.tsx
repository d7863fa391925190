"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Check, Undo2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useCanManage } from "#components/shell/use-role.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { Card, CardHeader } from "#components/ui/layout/card.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";
import { AlertPlace } from "./alert-place.tsx";
import { AlertState, Repeats } from "./alert-row.tsx";
import { placeToAct, sayAlertOfCar, tripLinkOf } from "./alert-text.ts";
import { SeverityIcon } from "./severity-icon.tsx";
import { SnoozeMenu } from "./snooze-menu.tsx";
import { useAlertChanges } from "./use-alert-changes.ts";
import { useCanHandleAlerts } from "./use-can-handle.ts";

/** One alert: where links in mails and notes of the browser lead. */
export function AlertScreen({ alertId }: { alertId: number }) {
  const t = useMessages();
  const trpc = useTRPC();
  const format = useFormat();
  const { data: alert } = useSuspenseQuery(trpc.alerts.get.queryOptions({ alertId }));
  return (
    <Page>
      <PageHeader
        breadcrumbs={[{ label: t("alerts.title"), href: "/alerts" }]}
        lead={<SeverityIcon severity={alert.severity} quiet={alert.acknowledgedAt !== null} />}
        title={sayAlertOfCar({ t, format }, alert)}
        meta={
          <>
            <span>{t(`alerts.kinds.${alert.kind}`)}</span>
            <Repeats alert={alert} />
            <AlertState alert={alert} />
          </>
        }
        actions={<Actions alert={alert} />}
      />
      <div className="flex flex-col gap-5 lg:grid lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] lg:items-start">
        <AlertPlace alert={alert} />
        <Facts alert={alert} />
      </div>
    </Page>
  );
}

function Actions({ alert }: { alert: AlertDetails }) {
  const t = useMessages();
  const managing = useCanManage();
  const handling = useCanHandleAlerts();
  const { acknowledge, reopen, acknowledging, snooze } = useAlertChanges();
  return (
    <>
      {!handling || (alert.logOnlyReason && !alert.ongoing) ? null : alert.acknowledgedAt === null ? (
        <Button
          variant="primary"
          icon={<Check aria-hidden="true" />}
          busy={acknowledging.includes(alert.id)}
          onClick={() => acknowledge([alert.id])}
        >
          {t("alerts.acknowledge")}
        </Button>
      ) : (
        <Button icon={<Undo2 aria-hidden="true" />} onClick={() => reopen([alert.id])}>
          {t("alerts.reopen")}
        </Button>
      )}
      {managing && alert.ruleId !== null ? <SnoozeMenu alert={alert} onSnooze={snooze} /> : null}
    </>
  );
}

function Facts({ alert }: { alert: AlertDetails }) {
  const t = useMessages();
  const format = useFormat();
  const { vehicle, driver, at, createdAt, lastRepeatAt, ruleId } = alert;
  const trip = tripLinkOf(alert);
  const zone = { timeZone: alert.timeZone };
  const act = placeToAct(alert);
  return (
    <Card aria-label={t("alerts.facts")}>
      <CardHeader
        title={t("alerts.facts")}
        actions={
          act ? (
            <LinkButton href={act.href} size="sm">
              {t(`alerts.act.${act.key}`)}
            </LinkButton>
          ) : null
        }
      />
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2 px-4 pb-4 text-sm">
        <Fact label={t("alerts.at")}>
          {format.date(at, { ...zone, year: true })}, {format.clock(at, zone)}
        </Fact>
        <Fact label={t("alerts.knownAt")}>
          {format.date(createdAt, { year: true })}, {format.clock(createdAt)}
        </Fact>
        {lastRepeatAt ? <Fact label={t("alerts.repeatedAt")}>{format.dateTime(lastRepeatAt, zone)}</Fact> : null}
        {vehicle ? (
          <Fact label={t("alerts.car")}>
            <FactLink href={`/vehicles/${vehicle.id}`}>{vehicle.name}</FactLink>
          </Fact>
        ) : null}
        {driver ? (
          <Fact label={t("alerts.driver")}>
            <FactLink href={`/drivers/${driver.id}`}>{driver.name}</FactLink>
          </Fact>
        ) : null}
        {trip ? (
          <Fact label={t("alerts.trip")}>
            <FactLink href={trip}>{t("alerts.openTrip")}</FactLink>
          </Fact>
        ) : null}
        <Fact label={t("alerts.severity")}>{t(`alerts.severities.${alert.severity}`)}</Fact>
        {ruleId === null ? null : (
          <Fact label={t("alerts.rule")}>
            <FactLink href={`/alerts/rules#rule-${ruleId}`}>{t(`alerts.kinds.${alert.kind}`)}</FactLink>
          </Fact>
        )}
      </dl>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="figures min-w-0 break-words">{children}</dd>
    </>
  );
}

function FactLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="rounded-sm font-medium text-accent-text hover:underline">
      {children}
    </Link>
  );
}
