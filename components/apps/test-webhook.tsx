"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { type WebhookEvent, webhookEvents } from "#server/domain/apps/webhook-events.ts";
import { type App, useAppRefresh } from "./use-app-changes.ts";

/** Sends an event that was made up, to see whether it arrives; it is in the log below at once. */
export function TestWebhook({ app }: { app: App }) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const refresh = useAppRefresh();
  const [type, setType] = useState<WebhookEvent>("trip:finished");
  const send = useMutation(
    trpc.apps.sendTest.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toast(t("apps.testSent"));
      },
    }),
  );
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="min-w-0 flex-1 basis-56">
        <Field label={t("apps.testType")} hint={t("apps.testHint")} error={send.error?.message}>
          {(control) => (
            <Select
              {...control}
              options={webhookEvents.map((value) => ({ value, label: value }))}
              value={type}
              onChange={(event) => setType(webhookEvents.find((one) => one === event.target.value) ?? type)}
            />
          )}
        </Field>
      </div>
      <Button busy={send.isPending} onClick={() => send.mutate({ appId: app.id, type })}>
        {t("apps.test")}
      </Button>
    </div>
  );
}
