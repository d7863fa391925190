"use client";

import { useQuery } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { NumberInput } from "#components/ui/forms/number-input.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { usePreferences } from "#components/ui/values/format.tsx";
import type { AlertKind } from "#server/domain/alerts/alert.ts";
import { paramLimits } from "#server/domain/alerts/rule-limits.ts";
import { fromMph, toMph } from "#server/domain/units.ts";
import { asksForGeofence, type DraftParams, type NumberParam, numberParams } from "./rule-draft.ts";
import { tiers } from "./rule-text.ts";

interface Props {
  kind: AlertKind;
  params: DraftParams;
  onChange: (params: DraftParams) => void;
  /** Numbers that are missing or out of bounds. */
  wrong: readonly NumberParam[];
}

/** What a rule of a kind asks for, in the person's units. */
export function ParamFields({ kind, params, onChange, wrong }: Props) {
  const set = (name: string) => (value: number | null) => onChange({ ...params, [name]: value });
  return (
    <>
      {asksForGeofence(kind) ? <GeofenceField value={params["geofenceId"] ?? null} onChange={set("geofenceId")} /> : null}
      {numberParams[kind].map((name) =>
        name === "leastTier" ? (
          <TierField key={name} value={params[name] ?? null} onChange={set(name)} />
        ) : (
          <NumberField key={name} name={name} value={params[name] ?? null} onChange={set(name)} wrong={wrong.includes(name)} />
        ),
      )}
    </>
  );
}

interface FieldProps {
  value: number | null;
  onChange: (value: number | null) => void;
}

function GeofenceField({ value, onChange }: FieldProps) {
  const t = useMessages();
  const trpc = useTRPC();
  const geofences = useQuery(trpc.geofences.list.queryOptions()).data ?? [];
  const removed = value !== null && !geofences.some(({ id }) => id === value);
  return (
    <Field label={t("alerts.rules.geofence")}>
      {(control) => (
        <Select
          {...control}
          value={value === null ? "" : String(value)}
          onChange={(event) => onChange(event.target.value === "" ? null : Number(event.target.value))}
          options={[
            { value: "", label: t("alerts.rules.everyGeofence") },
            ...geofences.map(({ id, name }) => ({ value: String(id), label: name })),
            ...(removed ? [{ value: String(value), label: t("alerts.rules.removedGeofence") }] : []),
          ]}
        />
      )}
    </Field>
  );
}

function TierField({ value, onChange }: FieldProps) {
  const t = useMessages();
  return (
    <Field label={t("alerts.rules.leastTier")}>
      {(control) => (
        <Select
          {...control}
          value={String(value ?? 2)}
          onChange={(event) => onChange(Number(event.target.value))}
          options={tiers.map((tier, index) => ({ value: String(index + 1), label: t(`alerts.rules.tierNames.${tier}`) }))}
        />
      )}
    </Field>
  );
}

const digits: Partial<Record<NumberParam, number>> = { belowV: 1, toleranceKmh: 1 };

function NumberField({ name, value, onChange, wrong }: FieldProps & { name: Exclude<NumberParam, "leastTier">; wrong: boolean }) {
  const t = useMessages();
  const { units } = usePreferences();
  const { min, max } = paramLimits[name];
  const inMph = name === "toleranceKmh" && units === "imperial";
  const shown = (stored: number) => (inMph ? toMph(stored) : stored);
  const label = t(`alerts.rules.${name}`, { unit: inMph ? "mph" : "km/h" });
  const bounds = { least: Math.ceil(shown(min)), most: Math.floor(shown(max)) };
  return (
    <Field label={label} error={wrong ? t("alerts.rules.outOfBounds", bounds) : null}>
      {(control) => (
        <NumberInput
          {...control}
          min={shown(min)}
          max={shown(max)}
          digits={digits[name] ?? 0}
          value={value === null ? null : shown(value)}
          onChange={(typed) => onChange(typed === null ? null : inMph ? fromMph(typed) : typed)}
        />
      )}
    </Field>
  );
}
