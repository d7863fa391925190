"use client";

import { useQuery } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Checkbox } from "#components/ui/forms/checkbox.tsx";
import { Segmented } from "#components/ui/forms/segmented.tsx";

interface Props {
  /** Null: every car. */
  vehicleIds: readonly number[] | null;
  onChange: (vehicleIds: number[] | null) => void;
}

/** Which cars a rule watches. */
export function RuleCars({ vehicleIds, onChange }: Props) {
  const t = useMessages();
  const trpc = useTRPC();
  const cars = useQuery(trpc.vehicles.names.queryOptions()).data ?? [];
  const toggle = (id: number) => {
    const chosen = vehicleIds ?? [];
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  };
  return (
    <fieldset className="flex flex-col items-start gap-2">
      <legend className="mb-1.5 text-sm font-medium">{t("alerts.rules.cars")}</legend>
      <Segmented
        label={t("alerts.rules.cars")}
        value={vehicleIds === null ? "all" : "some"}
        onChange={(which) => onChange(which === "all" ? null : [])}
        segments={[
          { value: "all", label: t("alerts.allCars") },
          { value: "some", label: t("alerts.rules.someCars") },
        ]}
      />
      {vehicleIds === null ? null : (
        <div className="grid max-h-56 w-full gap-x-4 gap-y-1.5 overflow-y-auto rounded-md border border-line bg-raised p-3 sm:grid-cols-2">
          {cars.map(({ id, name }) => (
            <Checkbox key={id} label={name} checked={vehicleIds.includes(id)} onChange={() => toggle(id)} />
          ))}
        </div>
      )}
      {vehicleIds?.length === 0 ? <p className="text-sm text-muted">{t("alerts.rules.chooseCar")}</p> : null}
    </fieldset>
  );
}
