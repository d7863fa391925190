"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { LiveBadge } from "#components/live/live-badge.tsx";
import { useLiveFleet } from "#components/live/use-live-fleet.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { FilterChips } from "#components/ui/forms/filter-chips.tsx";
import { SearchBox } from "#components/ui/forms/search-box.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { useListState } from "#components/ui/state/use-list-state.ts";
import { useCoarseNow } from "#components/ui/values/use-coarse-now.ts";
import { byActivity, type CarFacts, garageFilters, matchesSearch, passesFilter, toCarFacts } from "./car-facts.ts";
import { CarRow } from "./car-row.tsx";
import { GarageEmpty } from "./garage-empty.tsx";
import { garageListSpec } from "./garage-list-spec.ts";
import { GarageMap } from "./garage-map.tsx";

type GarageList = ReturnType<typeof useListState<"name", "state">>;

/** The fleet now: every car on the map, and beside it (on a phone below) what each is doing. */
export function GarageScreen() {
  const trpc = useTRPC();
  const live = useLiveFleet();
  const list = useListState(garageListSpec);
  const nowMs = useCoarseNow();
  const { data: cars } = useSuspenseQuery(trpc.garage.list.queryOptions());
  const [selectedId, setSelectedId] = useState<number | null>(null);
  const facts = useMemo(() => cars.map((car) => toCarFacts(car, nowMs)).sort(byActivity), [cars, nowMs]);
  const { search, filters } = list;
  const shown = useMemo(() => facts.filter((car) => isShown(car, { search, filters })), [facts, search, filters]);
  const toggle = (id: number) => setSelectedId(id === selectedId ? null : id);

  if (cars.length === 0) return <GarageEmpty live={live} />;
  return (
    <div className="screen-fill flex flex-col md:flex-row">
      <GarageMap
        cars={shown}
        selectedId={selectedId}
        onSelect={setSelectedId}
        className="h-[42%] shrink-0 md:order-2 md:h-auto md:flex-1"
      />
      <div className="flex min-h-0 flex-1 flex-col border-line bg-raised max-md:border-t md:w-102 md:flex-none md:border-r">
        <GarageHeader facts={facts} list={list} live={<LiveBadge status={live} />} />
        <CarList cars={shown} selectedId={selectedId} onSelect={toggle} onClear={list.clear} />
      </div>
    </div>
  );
}

function isShown(car: CarFacts, { search, filters }: Pick<GarageList, "search" | "filters">): boolean {
  const chosen = garageFilters.filter((filter) => filters.state.includes(filter));
  return matchesSearch(car, search) && (chosen.length === 0 || chosen.some((filter) => passesFilter(car, filter)));
}

function GarageHeader({ facts, list, live }: { facts: readonly CarFacts[]; list: GarageList; live: React.ReactNode }) {
  const t = useMessages();
  const options = garageFilters.map((filter) => ({
    value: filter,
    label: t(`garage.${filter}`),
    count: facts.filter((car) => passesFilter(car, filter)).length,
  }));
  return (
    <header className="flex flex-col gap-3 border-b border-line px-4 pt-4 pb-3 max-md:pt-3">
      <div className="flex items-center justify-between gap-3">
        <div className="flex items-baseline gap-2.5">
          <h1 className="text-xl font-semibold tracking-tight">{t("garage.title")}</h1>
          <span className="text-sm text-muted">{t("garage.summary", { count: facts.length })}</span>
        </div>
        {live}
      </div>
      <SearchBox label={t("garage.searchLabel")} value={list.search} onChange={list.setSearch} />
      <FilterChips
        label={t("garage.filterLabel")}
        options={options}
        chosen={list.filters.state}
        onToggle={(value) => list.toggleFilter("state", value)}
      />
    </header>
  );
}

interface ListProps {
  cars: readonly CarFacts[];
  selectedId: number | null;
  onSelect: (id: number) => void;
  onClear: () => void;
}

function CarList({ cars, selectedId, onSelect, onClear }: ListProps) {
  const t = useMessages();
  if (cars.length === 0) {
    return (
      <EmptyState title={t("common.nothingFound")} action={<Button onClick={onClear}>{t("common.clearAll")}</Button>}>
        {t("common.nothingFoundText")}
      </EmptyState>
    );
  }
  return (
    <ul aria-label={t("garage.list")} className="min-h-0 flex-1 divide-y divide-line overflow-y-auto overscroll-contain">
      {cars.map((facts) => (
        <CarRow key={facts.car.id} facts={facts} selected={facts.car.id === selectedId} onSelect={onSelect} />
      ))}
    </ul>
  );
}
