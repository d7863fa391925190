"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { BellRing, CheckCheck, SearchX } from "lucide-react";
import { LiveBadge } from "#components/live/live-badge.tsx";
import { useLiveFleet } from "#components/live/use-live-fleet.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useCanManage } from "#components/shell/use-role.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Card } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";
import { AlertDays } from "./alert-days.tsx";
import { AlertFilters } from "./alert-filters.tsx";
import { isNarrowed, toAlertListInput } from "./alert-list-params.ts";
import { AlertTabs } from "./alert-tabs.tsx";
import { useAlertChanges } from "./use-alert-changes.ts";
import { type AlertList, useAlertList } from "./use-alert-list.ts";
import { useCanHandleAlerts } from "./use-can-handle.ts";
import { useMarkRead } from "./use-mark-read.ts";

/** The inbox: what happened to the fleet, newest first. */
export function AlertsScreen() {
  const t = useMessages();
  const trpc = useTRPC();
  const live = useLiveFleet();
  const list = useAlertList();
  const { shown } = list;
  const { data } = useSuspenseQuery(trpc.alerts.list.queryOptions(toAlertListInput(shown)));
  // Only a list of everything that is new shows that it has been looked at.
  const complete = shown.view !== "log" && shown.before === null && !isNarrowed(shown);
  const newestId = data.items.reduce<number | null>((newest, { id }) => Math.max(newest ?? 0, id), null);
  const seenBefore = useMarkRead(complete ? newestId : null);
  return (
    <Page>
      <PageHeader title={t("alerts.title")} actions={<LiveBadge status={live} />} />
      <AlertTabs current="inbox" />
      <Card aria-label={t("alerts.list")}>
        <AlertFilters list={list} />
        <div aria-busy={list.pending} className={cx("transition-opacity", list.pending && "opacity-60")}>
          {data.items.length > 0 ? <Alerts alerts={data.items} seenBefore={seenBefore} list={list} /> : <NoAlerts list={list} />}
        </div>
        <Paging list={list} nextCursor={data.nextCursor} />
      </Card>
    </Page>
  );
}

function Alerts({ alerts, seenBefore, list }: { alerts: readonly AlertDetails[]; seenBefore: number; list: AlertList }) {
  const t = useMessages();
  const managing = useCanManage();
  const handling = useCanHandleAlerts();
  const { acknowledge, acknowledging, snooze } = useAlertChanges();
  const open = alerts.filter(({ acknowledgedAt }) => acknowledgedAt === null).map(({ id }) => id);
  return (
    <>
      {handling && list.shown.view !== "log" && open.length > 1 ? (
        <div className="flex justify-end border-b border-line px-4 py-2">
          <Button size="sm" icon={<CheckCheck aria-hidden="true" />} busy={acknowledging.length > 1} onClick={() => acknowledge(open)}>
            {t("alerts.acknowledgeShown", { count: open.length })}
          </Button>
        </div>
      ) : null}
      <AlertDays
        alerts={alerts}
        seenBefore={seenBefore}
        busyIds={acknowledging}
        {...(handling && list.shown.view !== "log" ? { onAcknowledge: (alertId: number) => acknowledge([alertId]) } : {})}
        {...(managing ? { onSnooze: snooze } : {})}
      />
    </>
  );
}

function Paging({ list, nextCursor }: { list: AlertList; nextCursor: number | null }) {
  const t = useMessages();
  if (nextCursor === null && list.shown.before === null) return null;
  return (
    <nav aria-label={t("common.pagination")} className="flex justify-end gap-2 border-t border-line px-4 py-2">
      {list.shown.before === null ? null : (
        <Button size="sm" onClick={() => list.page(null)}>
          {t("alerts.newest")}
        </Button>
      )}
      {nextCursor === null ? null : (
        <Button size="sm" onClick={() => list.page(nextCursor)}>
          {t("alerts.older")}
        </Button>
      )}
    </nav>
  );
}

function NoAlerts({ list }: { list: AlertList }) {
  const t = useMessages();
  const managing = useCanManage();
  if (isNarrowed(list.shown)) {
    const clear = <Button onClick={() => list.set({ kind: null, car: null })}>{t("common.clearAll")}</Button>;
    return (
      <EmptyState icon={<SearchX />} title={t("common.nothingFound")} action={clear}>
        {t("alerts.nothingFoundText")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<BellRing />}
      title={t(`alerts.empty.${list.shown.view}`)}
      action={<LinkButton href="/alerts/rules">{t(managing ? "alerts.toRules" : "alerts.toMyChannels")}</LinkButton>}
    >
      {t(`alerts.emptyText.${list.shown.view}`)}
    </EmptyState>
  );
}
