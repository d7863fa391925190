"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useCanManage } from "#components/shell/use-role.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { Switch } from "#components/ui/forms/switch.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";

/** What most people would choose. */
const usual = { from: "22:00", to: "06:00" };

/** When e-mail and push wait; for the whole account. */
export function QuietHoursCard() {
  const t = useMessages();
  const trpc = useTRPC();
  const managing = useCanManage();
  const { data: quiet } = useSuspenseQuery(trpc.alerts.quietHours.queryOptions());
  const { from, to, timeZone } = quiet;
  const between = from !== null && to !== null ? { from, to } : null;
  return (
    <Card aria-label={t("alerts.channels.quietTitle")}>
      <CardHeader title={t("alerts.channels.quietTitle")} hint={t("alerts.channels.quietHint", { zone: timeZone.replaceAll("_", " ") })} />
      <CardBody className="flex flex-col gap-4">
        {managing ? (
          <QuietHours key={`${from}-${to}`} between={between} />
        ) : (
          <p>{between ? t("alerts.channels.quietBetween", between) : t("alerts.channels.neverQuiet")}</p>
        )}
      </CardBody>
    </Card>
  );
}

function QuietHours({ between }: { between: typeof usual | null }) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const [hours, setHours] = useState(between ?? usual);
  const change = useMutation(
    trpc.alerts.changeQuietHours.mutationOptions({
      onSuccess: () => toast(t("common.saved")),
      onError: (error) => toast(error.message, "bad"),
      onSettled: () => queries.invalidateQueries(trpc.alerts.quietHours.queryFilter()),
    }),
  );
  const same = hours.from === hours.to;
  const changed = between !== null && (hours.from !== between.from || hours.to !== between.to);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed && !same && !change.isPending) change.mutate({ hours });
  };
  return (
    <>
      <div className="flex items-center justify-between gap-4">
        <p className="font-medium">{t("alerts.channels.quiet")}</p>
        <Switch
          label={t("alerts.channels.quiet")}
          checked={change.isPending ? change.variables.hours !== null : between !== null}
          disabled={change.isPending}
          onChange={(event) => change.mutate({ hours: event.target.checked ? usual : null })}
        />
      </div>
      {between === null ? null : (
        <form method="post" onSubmit={submit} className="grid grid-cols-2 gap-3">
          <TimeField label={t("alerts.channels.from")} value={hours.from} onChange={(from) => setHours({ ...hours, from })} />
          <TimeField
            label={t("alerts.channels.to")}
            value={hours.to}
            onChange={(to) => setHours({ ...hours, to })}
            error={same ? t("alerts.channels.sameTimes") : null}
          />
          <Button type="submit" busy={change.isPending} disabled={!changed || same} className="justify-self-start">
            {t("common.save")}
          </Button>
        </form>
      )}
    </>
  );
}

interface TimeProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | null;
}

function TimeField({ label, value, onChange, error }: TimeProps) {
  return (
    <Field label={label} error={error}>
      {(control) => <Input {...control} type="time" required value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
