"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { CircleCheck, SearchX } from "lucide-react";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { WorkDialog, type WorkTask } from "#components/service/records/work-dialog.tsx";
import { useServiceChanges } from "#components/service/use-service-changes.ts";
import { useCanManage } from "#components/shell/use-role.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import type { DueItem } from "#server/domain/service/due.ts";
import { CalendarCard } from "./calendar-card.tsx";
import { countDue, selectDue, timelineDays } from "./due-data.ts";
import { DueFilters } from "./due-filters.tsx";
import { DueList } from "./due-list.tsx";
import { DueTimeline } from "./due-timeline.tsx";
import { useDueFilters } from "./use-due-filters.ts";

/** Everything of the fleet that wants something done, in one list. */
export function ServiceDueScreen() {
  const t = useMessages();
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.services.due.queryOptions());
  const { items, today } = data;
  const [overdue, soon] = [countDue(items, "overdue"), countDue(items, "soon")];
  return (
    <Page>
      <PageHeader
        title={t("services.title")}
        meta={<span>{overdue + soon === 0 ? t("services.nothingUrgent") : t("services.summary", { overdue, soon })}</span>}
      />
      {items.length > 0 ? (
        <Card aria-label={t("services.timeline", { count: timelineDays })}>
          <CardHeader title={t("services.timeline", { count: timelineDays })} />
          <CardBody>
            <DueTimeline items={items} today={today} />
          </CardBody>
        </Card>
      ) : null}
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <DueCard items={items} today={today} />
        <CalendarCard />
      </div>
    </Page>
  );
}

function DueCard({ items, today }: { items: readonly DueItem[]; today: string }) {
  const t = useMessages();
  const manages = useCanManage();
  const filters = useDueFilters();
  const changes = useServiceChanges();
  const [task, setTask] = useState<WorkTask | null>(null);
  const complete = ({ vehicle, refId, title }: DueItem) => {
    if (vehicle && refId !== null) setTask({ vehicleId: vehicle.id, plan: { id: refId, name: title } });
  };
  const found = selectDue(items, filters.narrowing);
  return (
    <Card aria-label={t("services.listTitle")}>
      {items.length === 0 ? (
        <NothingDue manages={manages} />
      ) : (
        <>
          <DueFilters items={items} filters={filters} />
          {found.length === 0 ? (
            <EmptyState
              icon={<SearchX />}
              title={t("common.nothingFound")}
              action={<Button onClick={filters.clear}>{t("common.clearAll")}</Button>}
            >
              {t("common.nothingFoundText")}
            </EmptyState>
          ) : null}
          <DueList items={found} today={today} onComplete={manages ? complete : undefined} />
        </>
      )}
      <WorkDialog task={task} onClose={() => setTask(null)} changes={changes} />
    </Card>
  );
}

function NothingDue({ manages }: { manages: boolean }) {
  const t = useMessages();
  return (
    <EmptyState
      icon={<CircleCheck />}
      title={t("services.emptyTitle")}
      action={manages ? <LinkButton href="/garage">{t("common.goToGarage")}</LinkButton> : null}
    >
      {t(manages ? "services.emptyText" : "services.emptyTextReaders")}
    </EmptyState>
  );
}
