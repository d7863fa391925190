"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { FilterChips } from "#components/ui/forms/filter-chips.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import type { DueItem } from "#server/domain/service/due.ts";
import { dueKinds, listCars, selectDue } from "./due-data.ts";
import type { useDueFilters } from "./use-due-filters.ts";

interface Props {
  items: readonly DueItem[];
  filters: ReturnType<typeof useDueFilters>;
}

/** Which kinds and which car of the due list to show. */
export function DueFilters({ items, filters: { narrowing, narrowed, toggleKind, setCar, clear } }: Props) {
  const t = useMessages();
  const ofCar = selectDue(items, { ...narrowing, kinds: [] });
  const kinds = dueKinds.map((kind) => ({
    value: kind,
    label: t(`services.kinds.${kind}`),
    count: ofCar.filter((item) => item.kind === kind).length,
  }));
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-3">
      <FilterChips label={t("services.kind")} options={kinds} chosen={narrowing.kinds} onToggle={toggleKind} />
      <Select
        aria-label={t("services.car")}
        className="w-full sm:w-44"
        value={narrowing.car}
        onChange={(event) => setCar(event.target.value)}
        options={[
          { value: "", label: t("services.allCars") },
          ...listCars(items).map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      {narrowed ? (
        <Button variant="ghost" size="sm" onClick={clear}>
          {t("common.clearAll")}
        </Button>
      ) : null}
    </div>
  );
}
