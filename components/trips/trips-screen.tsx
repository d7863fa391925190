"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Route, SearchX } from "lucide-react";
import { LiveBadge } from "#components/live/live-badge.tsx";
import { useLiveFleet } from "#components/live/use-live-fleet.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Card } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { Pagination } from "#components/ui/layout/pagination.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { maxListedTrips, tripPageSize } from "#server/domain/trips/trip-list.ts";
import { TripFilters } from "./trip-filters.tsx";
import { TripRow, type TripRowData } from "./trip-row.tsx";
import { type TripListControls, useTripList } from "./use-trip-list.ts";

export function TripsScreen() {
  const t = useMessages();
  const trpc = useTRPC();
  const live = useLiveFleet();
  const list = useTripList();
  const { data } = useSuspenseQuery(trpc.trips.list.queryOptions(list.input));
  return (
    <Page>
      <PageHeader title={t("trips.title")} meta={<TripCount total={data.total} />} actions={<LiveBadge status={live} />} />
      <Card aria-label={t("trips.list")}>
        {data.total > 0 || list.narrowed ? <TripFilters list={list} /> : null}
        <div aria-busy={list.pending} className={cx("transition-opacity", list.pending && "opacity-60")}>
          {data.trips.length > 0 ? <TripDays trips={data.trips} byDay={list.input.sort === "date"} /> : <NoTrips list={list} />}
        </div>
        <Pagination page={list.page} pageSize={tripPageSize} total={data.total} onPage={list.setPage} />
      </Card>
    </Page>
  );
}

function TripCount({ total }: { total: number }) {
  const t = useMessages();
  return (
    <span aria-live="polite">
      {total >= maxListedTrips ? t("trips.countCapped", { count: total }) : t("trips.count", { count: total })}
    </span>
  );
}

function TripDays({ trips, byDay }: { trips: readonly TripRowData[]; byDay: boolean }) {
  const t = useMessages();
  const format = useFormat();
  if (!byDay) {
    return (
      <ul aria-label={t("trips.list")} className="divide-y divide-line">
        {trips.map((trip) => (
          <TripRow key={trip.id} trip={trip} withDay />
        ))}
      </ul>
    );
  }
  return groupByDay(trips, (trip) => format.dayKey(trip.startedAt, { timeZone: trip.startTimeZone })).map(([day, ofDay]) => {
    const first = ofDay[0];
    const heading = first ? format.date(first.startedAt, { timeZone: first.startTimeZone, year: true }) : day;
    return (
      <section key={day} aria-label={heading} className="border-t border-line first:border-t-0">
        <h2 className="bg-surface px-4 py-1.5 text-xs font-medium text-muted">{heading}</h2>
        <ul className="divide-y divide-line">
          {ofDay.map((trip) => (
            <TripRow key={trip.id} trip={trip} />
          ))}
        </ul>
      </section>
    );
  });
}

/** Neighbours of one day, in the order given. */
function groupByDay(trips: readonly TripRowData[], dayOf: (trip: TripRowData) => string): [day: string, trips: TripRowData[]][] {
  const groups = new Map<string, TripRowData[]>();
  for (const trip of trips) {
    const day = dayOf(trip);
    groups.set(day, [...(groups.get(day) ?? []), trip]);
  }
  return [...groups];
}

function NoTrips({ list }: { list: TripListControls }) {
  const t = useMessages();
  if (!list.narrowed) {
    return (
      <EmptyState icon={<Route />} title={t("trips.emptyTitle")}>
        {t("trips.emptyText")}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<SearchX />} title={t("common.nothingFound")} action={<Button onClick={list.clear}>{t("common.clearAll")}</Button>}>
      {t("common.nothingFoundText")}
    </EmptyState>
  );
}
