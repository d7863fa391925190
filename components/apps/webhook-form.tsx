"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { Segmented } from "#components/ui/forms/segmented.tsx";
import { type App, useAppChange } from "./use-app-changes.ts";

/** Where events are sent, in which version, and how often when they do not arrive. */
export function WebhookForm({ app }: { app: App }) {
  const t = useMessages();
  const change = useAppChange();
  const [url, setUrl] = useState(app.webhookUrl ?? "");
  const [webhookFormat, setFormat] = useState(app.webhookFormat);
  const [webhookSchedule, setSchedule] = useState(app.webhookSchedule);
  const webhookUrl = url.trim() === "" ? null : url.trim();
  const isSame = webhookUrl === app.webhookUrl && webhookFormat === app.webhookFormat && webhookSchedule === app.webhookSchedule;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending && !isSame) change.mutate({ appId: app.id, webhookUrl, webhookFormat, webhookSchedule });
  };
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("apps.webhookUrl")} hint={t("apps.webhookUrlHint")} error={change.error?.message}>
        {(control) => (
          <Input
            {...control}
            type="url"
            name="webhookUrl"
            autoComplete="off"
            maxLength={500}
            placeholder="https://app.example/webhook"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        )}
      </Field>
      <Choice label={t("apps.format")}>
        <Segmented
          label={t("apps.format")}
          value={webhookFormat}
          onChange={setFormat}
          segments={(["v2", "v1"] as const).map((value) => ({ value, label: t(`apps.formats.${value}`) }))}
          className="self-start"
        />
      </Choice>
      <Choice label={t("apps.schedule")} hint={t(`apps.scheduleHints.${webhookSchedule}`)}>
        <Segmented
          label={t("apps.schedule")}
          value={webhookSchedule}
          onChange={setSchedule}
          segments={(["classic", "long"] as const).map((value) => ({ value, label: t(`apps.schedules.${value}`) }))}
          className="self-start"
        />
      </Choice>
      <Button type="submit" busy={change.isPending} disabled={isSame} className="self-start">
        {t("common.save")}
      </Button>
    </form>
  );
}

function Choice({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <span aria-hidden="true" className="text-sm font-medium">
        {label}
      </span>
      {children}
      {hint === undefined ? null : <p className="text-sm text-muted">{hint}</p>}
    </div>
  );
}
