"use client";

import { useQuery } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Segmented } from "#components/ui/forms/segmented.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { alertKinds } from "#server/domain/alerts/alert.ts";
import { alertViews, isNarrowed } from "./alert-list-params.ts";
import type { AlertList } from "./use-alert-list.ts";

/** Which alerts are shown: the view, a kind, a car. */
export function AlertFilters({ list }: { list: AlertList }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { asked } = list;
  const cars = useQuery(trpc.vehicles.names.queryOptions()).data ?? [];
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-3">
      <Segmented
        label={t("alerts.view")}
        value={asked.view}
        onChange={(view) => list.set({ show: view === "open" ? null : view })}
        segments={alertViews.map((value) => ({ value, label: t(`alerts.views.${value}`) }))}
        className="max-sm:w-full"
      />
      <Select
        aria-label={t("alerts.kind")}
        className="w-full sm:w-48"
        value={asked.kind ?? ""}
        onChange={(event) => list.set({ kind: event.target.value })}
        options={[
          { value: "", label: t("alerts.allKinds") },
          ...alertKinds.map((kind) => ({ value: kind, label: t(`alerts.kinds.${kind}`) })),
        ]}
      />
      <Select
        aria-label={t("alerts.car")}
        className="w-full sm:w-40"
        value={asked.car === null ? "" : String(asked.car)}
        onChange={(event) => list.set({ car: event.target.value })}
        options={[{ value: "", label: t("alerts.allCars") }, ...cars.map(({ id, name }) => ({ value: String(id), label: name }))]}
      />
      {isNarrowed(asked) ? (
        <Button variant="ghost" size="sm" onClick={() => list.set({ kind: null, car: null })}>
          {t("common.clearAll")}
        </Button>
      ) : null}
    </div>
  );
}
