"use client";

import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { useId, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { FilterChips } from "#components/ui/forms/filter-chips.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { SearchBox } from "#components/ui/forms/search-box.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { SortControl } from "#components/ui/forms/sort-control.tsx";
import { tripListSpec } from "./trip-list-params.ts";
import type { TripListControls } from "./use-trip-list.ts";

/** Search, order and filters of the trip list. On a phone the filters fold away. */
export function TripFilters({ list }: { list: TripListControls }) {
  const t = useMessages();
  const panelId = useId();
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-3 border-b border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox label={t("trips.searchLabel")} value={list.search} onChange={list.setSearch} className="min-w-52 flex-1" />
        <SortControl
          options={tripListSpec.sorts.map((value) => ({ value, label: t(`trips.sort.${value}`) }))}
          sort={list.sort}
          descending={list.descending}
          onChange={list.setSort}
        />
        <Button
          icon={<SlidersHorizontal aria-hidden="true" />}
          aria-expanded={open}
          aria-controls={panelId}
          onClick={() => setOpen(!open)}
          className="md:hidden"
        >
          {t("trips.filters")}
        </Button>
      </div>
      <div id={panelId} className={cx("flex-wrap items-center gap-2 md:flex", open ? "flex" : "hidden")}>
        <NamedFilters list={list} />
        <DayFilters list={list} />
        <FilterChips
          label={t("trips.show")}
          options={[
            { value: "open", label: t("trips.open") },
            { value: "events", label: t("trips.withEvents") },
            { value: "business", label: t("trips.business") },
          ]}
          chosen={list.filters.show}
          onToggle={(value) => list.toggleFilter("show", value)}
        />
        {list.narrowed ? (
          <Button variant="ghost" size="sm" onClick={list.clear}>
            {t("common.clearAll")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function NamedFilters({ list }: { list: TripListControls }) {
  const t = useMessages();
  const trpc = useTRPC();
  const cars = useQuery(trpc.vehicles.names.queryOptions()).data ?? [];
  const drivers = useQuery(trpc.drivers.names.queryOptions()).data ?? [];
  const { narrowing, narrow } = list;
  return (
    <>
      <Select
        aria-label={t("trips.car")}
        className="w-full sm:w-40"
        value={narrowing.car}
        onChange={(event) => narrow({ car: event.target.value })}
        options={[{ value: "", label: t("trips.allCars") }, ...cars.map(({ id, name }) => ({ value: String(id), label: name }))]}
      />
      <Select
        aria-label={t("trips.driver")}
        className="w-full sm:w-40"
        value={narrowing.driver}
        onChange={(event) => narrow({ driver: event.target.value })}
        options={[{ value: "", label: t("trips.allDrivers") }, ...drivers.map(({ id, name }) => ({ value: String(id), label: name }))]}
      />
      <Select
        aria-label={t("trips.score")}
        className="w-full sm:w-36"
        value={narrowing.score}
        onChange={(event) => narrow({ score: event.target.value })}
        options={[
          { value: "", label: t("trips.anyScore") },
          { value: "good", label: t("trips.bands.good") },
          { value: "fair", label: t("trips.bands.fair") },
          { value: "poor", label: t("trips.bands.poor") },
        ]}
      />
    </>
  );
}

function DayFilters({ list: { narrowing, narrow } }: { list: TripListControls }) {
  const t = useMessages();
  return (
    <span className="flex w-full items-center gap-1.5 sm:w-auto">
      <Input
        type="date"
        aria-label={t("trips.from")}
        value={narrowing.from}
        max={narrowing.to || undefined}
        onChange={(event) => narrow({ from: event.target.value })}
        className="sm:w-36"
      />
      <span aria-hidden="true" className="text-muted">
        –
      </span>
      <Input
        type="date"
        aria-label={t("trips.to")}
        value={narrowing.to}
        min={narrowing.from || undefined}
        onChange={(event) => narrow({ to: event.target.value })}
        className="sm:w-36"
      />
    </span>
  );
}
