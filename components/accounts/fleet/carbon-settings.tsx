"use client";

import { type FormEvent, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { defaultCarbonFactors } from "#server/domain/vehicles/carbon.ts";
import { type FleetSettings, useFleetChange } from "./use-fleet-changes.ts";

const factors = [
  { key: "co2KgPerLGasoline", label: "fleet.gasoline", hint: "fleet.factorHint", standard: defaultCarbonFactors.kgPerLGasoline },
  { key: "co2KgPerLDiesel", label: "fleet.diesel", hint: "fleet.factorHint", standard: defaultCarbonFactors.kgPerLDiesel },
  { key: "co2KgPerKwh", label: "fleet.electricity", hint: "fleet.electricityHint", standard: defaultCarbonFactors.kgPerKwh },
] as const;

type Draft = Record<(typeof factors)[number]["key"], string>;

const toDraft = (settings: FleetSettings): Draft => ({
  co2KgPerLGasoline: settings.co2KgPerLGasoline?.toString() ?? "",
  co2KgPerLDiesel: settings.co2KgPerLDiesel?.toString() ?? "",
  co2KgPerKwh: settings.co2KgPerKwh?.toString() ?? "",
});
const defaults: Draft = { co2KgPerLGasoline: "", co2KgPerLDiesel: "", co2KgPerKwh: "" };
const toNumber = (typed: string) => (typed.trim() === "" ? null : Number(typed));

/** What fuel and electricity count for; an empty field is the default, which stands in it. */
export function CarbonSettings({ settings }: { settings: FleetSettings }) {
  const t = useMessages();
  const change = useFleetChange();
  const [draft, setDraft] = useState(() => toDraft(settings));
  const store = (next: Draft) => {
    setDraft(next);
    if (!change.isPending) {
      const { co2KgPerLGasoline, co2KgPerLDiesel, co2KgPerKwh } = next;
      const values = { co2KgPerLGasoline: toNumber(co2KgPerLGasoline), co2KgPerLDiesel: toNumber(co2KgPerLDiesel) };
      change.mutate({ ...values, co2KgPerKwh: toNumber(co2KgPerKwh) });
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    store(draft);
  };
  const isDefault = Object.values(toDraft(settings)).every((value) => value === "");
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      {factors.map(({ key, label, hint, standard }) => (
        <Field key={key} label={t(label)} hint={t(hint, { factor: standard })}>
          {(control) => (
            <Input
              {...control}
              type="number"
              inputMode="decimal"
              name={key}
              min={0}
              max={10}
              step="any"
              placeholder={String(standard)}
              value={draft[key]}
              onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
              className="max-w-40"
            />
          )}
        </Field>
      ))}
      {change.error ? (
        <p role="alert" className="text-sm text-bad">
          {change.error.message}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" busy={change.isPending}>
          {t("common.save")}
        </Button>
        {isDefault ? (
          <span className="text-sm text-muted">{t("fleet.defaultsUsed")}</span>
        ) : (
          <Button variant="ghost" onClick={() => store(defaults)}>
            {t("fleet.useDefaults")}
          </Button>
        )}
      </div>
    </form>
  );
}
