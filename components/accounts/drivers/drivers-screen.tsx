"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { SearchX, Users } from "lucide-react";
import { useMemo } from "react";
import { useLiveFleet } from "#components/live/use-live-fleet.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { SearchBox } from "#components/ui/forms/search-box.tsx";
import { SortControl } from "#components/ui/forms/sort-control.tsx";
import { Card } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { Pagination } from "#components/ui/layout/pagination.tsx";
import { pageOf } from "#components/ui/state/list-state.ts";
import { useListState } from "#components/ui/state/use-list-state.ts";
import { driverListSpec, selectDrivers } from "./driver-list.ts";
import { DriverRow } from "./driver-row.tsx";

const pageSize = 50;

/** Who drives how well. */
export function DriversScreen() {
  const t = useMessages();
  const trpc = useTRPC();
  useLiveFleet();
  const list = useListState(driverListSpec);
  const { data: drivers } = useSuspenseQuery(trpc.drivers.list.queryOptions());
  const { search, sort, descending } = list;
  const found = useMemo(() => selectDrivers(drivers, { search, sort, descending }), [drivers, search, sort, descending]);
  return (
    <Page>
      <PageHeader title={t("drivers.title")} meta={<span>{t("drivers.count", { count: found.length })}</span>} />
      <Card aria-label={t("drivers.list")}>
        {drivers.length === 0 ? (
          <EmptyState icon={<Users />} title={t("drivers.emptyTitle")}>
            {t("drivers.emptyText")}
          </EmptyState>
        ) : (
          <>
            <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-3">
              <SearchBox label={t("drivers.searchLabel")} value={search} onChange={list.setSearch} className="min-w-52 flex-1" />
              <SortControl
                options={driverListSpec.sorts.map((value) => ({ value, label: t(`drivers.sort.${value}`) }))}
                sort={sort}
                descending={descending}
                onChange={list.setSort}
              />
            </div>
            {found.length === 0 ? <NothingFound onClear={list.clear} /> : null}
            <ul aria-label={t("drivers.list")} className="divide-y divide-line">
              {pageOf(found, list.page, pageSize).map((driver) => (
                <DriverRow key={driver.id} driver={driver} />
              ))}
            </ul>
            <Pagination page={list.page} pageSize={pageSize} total={found.length} onPage={list.setPage} />
          </>
        )}
      </Card>
    </Page>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const t = useMessages();
  return (
    <EmptyState icon={<SearchX />} title={t("common.nothingFound")} action={<Button onClick={onClear}>{t("common.clearAll")}</Button>}>
      {t("common.nothingFoundText")}
    </EmptyState>
  );
}
