"use client";

import { type FormEvent, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { type Prices, toPriceChange, toPriceDraft } from "./price-draft.ts";
import { type FleetSettings, useFleetChange } from "./use-fleet-changes.ts";

/** What fuel and electricity cost, in the account's currency, and what that is worth in US dollars. */
export function PriceSettings({ settings }: { settings: FleetSettings }) {
  // Another currency comes with another rate.
  return <PriceForm key={settings.currency} settings={settings} />;
}

function PriceForm({ settings: { currency, prices } }: { settings: FleetSettings }) {
  const t = useMessages();
  const { units } = useFormat();
  const change = useFleetChange();
  const [draft, setDraft] = useState(() => toPriceDraft(prices, units));
  const changed = toPriceChange(prices, draft, units);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending && Object.keys(changed).length > 0) change.mutate(changed);
  };
  const field = (name: keyof Prices) => ({ name, value: draft[name], onText: (text: string) => setDraft({ ...draft, [name]: text }) });
  const unit = t(units === "metric" ? "fleet.litre" : "fleet.gallon");
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <PriceField label={t("fleet.priceGasoline", { currency, unit })} {...field("pricePerLGasoline")} />
      <PriceField label={t("fleet.priceDiesel", { currency, unit })} {...field("pricePerLDiesel")} />
      <PriceField label={t("fleet.priceKwh", { currency })} {...field("pricePerKwh")} />
      {currency === "USD" ? null : (
        <PriceField label={t("fleet.usdRate", { currency })} hint={t("fleet.usdRateHint")} max={1000} {...field("usdPerCurrency")} />
      )}
      {change.error ? (
        <p role="alert" className="text-sm text-bad">
          {change.error.message}
        </p>
      ) : null}
      <div>
        <Button type="submit" busy={change.isPending} disabled={Object.keys(changed).length === 0}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}

interface FieldProps {
  label: string;
  hint?: string;
  name: keyof Prices;
  value: string;
  max?: number;
  onText: (text: string) => void;
}

function PriceField({ label, hint, name, value, max = 10_000_000, onText }: FieldProps) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="decimal"
          name={name}
          autoComplete="off"
          min={0}
          max={max}
          step="any"
          value={value}
          onChange={(event) => onText(event.target.value)}
          className="max-w-40"
        />
      )}
    </Field>
  );
}
