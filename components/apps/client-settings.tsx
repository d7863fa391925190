"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";
import { SecretText } from "./secret-text.tsx";
import { type App, useAppRefresh } from "./use-app-changes.ts";

/** What the app proves itself with: its id, and the secrets that are good now. */
export function ClientSettings({ app }: { app: App }) {
  const t = useMessages();
  return (
    <>
      <div className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{t("apps.clientId")}</span>
        <SecretText text={app.clientId} copyLabel={t("apps.copyClientId")} />
      </div>
      <div className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{t("apps.clientSecret")}</span>
        {app.isPublic ? <p className="text-sm text-muted">{t("apps.noSecret")}</p> : <Secrets app={app} />}
      </div>
    </>
  );
}

function Secrets({ app }: { app: App }) {
  const t = useMessages();
  const format = useFormat();
  const trpc = useTRPC();
  const onSuccess = useAppRefresh();
  const rotate = useMutation(trpc.apps.rotateSecret.mutationOptions({ onSuccess, gcTime: 0 }));
  const [asking, setAsking] = useState(false);
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <ul className="flex flex-col gap-1 text-sm">
        {app.secrets.map(({ hint, createdAt, expiresAt }) => (
          <li key={hint} className="flex flex-wrap gap-x-2 text-muted">
            <code className="font-mono">{hint}</code>
            <span>{t("apps.created", { date: format.dateTime(createdAt) })}</span>
            {expiresAt === null ? null : <span>{t("apps.goodUntil", { date: format.dateTime(expiresAt) })}</span>}
          </li>
        ))}
      </ul>
      <Button onClick={() => setAsking(true)}>{t("apps.rotate")}</Button>
      <RotateDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("apps.rotateTitle")}
        text={t("apps.rotateText")}
        copyLabel={t("apps.copyClientSecret")}
        made={rotate.data?.clientSecret}
        busy={rotate.isPending}
        error={rotate.error?.message}
        onRotate={(overlapS) => rotate.mutate({ appId: app.id, overlapS })}
        onForget={rotate.reset}
      />
    </div>
  );
}
