"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { type FormEvent, useMemo, useState } from "react";
import { listTimeZones } from "#components/accounts/settings/time-zones.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { type FleetSettings, useFleetChange } from "./use-fleet-changes.ts";

/** The account's name, zone and currency; the two that are chosen are stored at once. */
export function AccountSettings({ settings }: { settings: FleetSettings }) {
  return (
    <>
      <NameForm settings={settings} />
      <ZoneChoice settings={settings} />
      <CurrencyChoice settings={settings} />
    </>
  );
}

function NameForm({ settings }: { settings: FleetSettings }) {
  const t = useMessages();
  const change = useFleetChange();
  const [name, setName] = useState(settings.name);
  const trimmed = name.trim();
  const isNew = trimmed !== "" && trimmed !== settings.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isNew && !change.isPending) change.mutate({ name: trimmed });
  };
  return (
    <form method="post" onSubmit={submit}>
      <Field label={t("fleet.name")} error={change.error?.message}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              name="name"
              autoComplete="off"
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" busy={change.isPending} disabled={!isNew}>
              {t("common.save")}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}

/** Stores what is chosen at once, and says when that did not work. */
function useChoice() {
  const t = useMessages();
  const toast = useToast();
  const change = useFleetChange();
  return {
    ...change,
    choose: (values: Parameters<typeof change.mutate>[0]) => change.mutate(values, { onError: () => toast(t("fleet.failed"), "bad") }),
  };
}

function ZoneChoice({ settings: { timeZone } }: { settings: FleetSettings }) {
  const t = useMessages();
  const { choose, isPending, variables } = useChoice();
  const zones = useMemo(() => listTimeZones(timeZone).map((value) => ({ value, label: value.replaceAll("_", " ") })), [timeZone]);
  return (
    <Field label={t("fleet.timeZone")} hint={t("fleet.timeZoneHint")}>
      {(control) => (
        <Select
          {...control}
          value={isPending ? (variables?.timeZone ?? timeZone) : timeZone}
          onChange={(event) => choose({ timeZone: event.target.value })}
          options={zones}
          className="max-w-80"
        />
      )}
    </Field>
  );
}

function CurrencyChoice({ settings: { currency } }: { settings: FleetSettings }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { choose, isPending, variables } = useChoice();
  const { data: currencies } = useSuspenseQuery(trpc.fleet.currencies.queryOptions());
  return (
    <Field label={t("fleet.currency")} hint={t("fleet.currencyHint")}>
      {(control) => (
        <Select
          {...control}
          value={isPending ? (variables?.currency ?? currency) : currency}
          onChange={(event) => choose({ currency: event.target.value })}
          options={currencies.map(({ code, name }) => ({ value: code, label: `${code}, ${name}` }))}
          className="max-w-80"
        />
      )}
    </Field>
  );
}
