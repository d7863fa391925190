"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { SigningSecret } from "./signing-secret.tsx";
import { TestWebhook } from "./test-webhook.tsx";
import { type App, useAppChange } from "./use-app-changes.ts";
import { WebhookForm } from "./webhook-form.tsx";

/** Where events are sent, how they are signed, and a try whether they arrive. */
export function WebhookSettings({ app }: { app: App }) {
  const { webhookUrl, webhookFormat, webhookSchedule } = app;
  return (
    <>
      {webhookUrl === null ? null : <WebhookNotice app={app} />}
      <WebhookForm key={JSON.stringify([webhookUrl, webhookFormat, webhookSchedule])} app={app} />
      {webhookUrl === null ? null : (
        <>
          <SigningSecret app={app} />
          {app.webhookDisabledAt === null ? <TestWebhook app={app} /> : null}
        </>
      )}
    </>
  );
}

/** Says that nothing arrives, or that nothing is sent any more. */
function WebhookNotice({ app }: { app: App }) {
  const t = useMessages();
  const format = useFormat();
  const toast = useToast();
  const change = useAppChange("apps.switchedOn");
  const { webhookDisabledAt, webhookDisabledReason, webhookFailingSince } = app;
  if (webhookDisabledAt === null) {
    if (webhookFailingSince === null) return null;
    return (
      <p role="status" className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
        {t("apps.failingSince", { date: format.dateTime(webhookFailingSince) })}
      </p>
    );
  }
  const switchOn = () => change.mutate({ appId: app.id, webhookOn: true }, { onError: () => toast(t("apps.failed"), "bad") });
  return (
    <div role="status" className="flex flex-wrap items-center justify-between gap-3 rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      <p className="min-w-0 flex-1 basis-60">
        {t(webhookDisabledReason === "gone" ? "apps.disabledGone" : "apps.disabledFailing", { date: format.dateTime(webhookDisabledAt) })}
      </p>
      <Button size="sm" busy={change.isPending} onClick={switchOn}>
        {t("apps.switchOn")}
      </Button>
    </div>
  );
}
