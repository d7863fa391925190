"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { useNow } from "#components/ui/values/now.ts";
import { RotateDialog } from "./rotate-dialog.tsx";
import { SecretText } from "./secret-text.tsx";
import { type App, useAppRefresh } from "./use-app-changes.ts";

/** What webhooks are signed with: shown when asked for, and changed. */
export function SigningSecret({ app }: { app: App }) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const format = useFormat();
  const now = useNow();
  const onSuccess = useAppRefresh();
  const reveal = useMutation(trpc.apps.revealWebhookSecret.mutationOptions({ gcTime: 0, onError: () => toast(t("apps.failed"), "bad") }));
  const [asking, setAsking] = useState(false);
  const { webhookPreviousUntil: until } = app;
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-sm font-medium">{t("apps.signingSecret")}</span>
      {reveal.data ? <SecretText text={reveal.data.webhookSecret} copyLabel={t("apps.copySigningSecret")} /> : null}
      <p className="text-sm text-muted">
        {t("apps.signingText")} {until && until.getTime() > now ? t("apps.signingUntil", { date: format.dateTime(until) }) : null}
      </p>
      <div className="flex flex-wrap gap-2">
        {reveal.data ? (
          <Button onClick={() => reveal.reset()}>{t("apps.hide")}</Button>
        ) : (
          <Button busy={reveal.isPending} onClick={() => reveal.mutate({ appId: app.id })}>
            {t("apps.reveal")}
          </Button>
        )}
        <Button
          onClick={() => {
            reveal.reset();
            setAsking(true);
          }}
        >
          {t("apps.rotateSigning")}
        </Button>
      </div>
      <RotateSigning app={app} open={asking} onClose={() => setAsking(false)} onRotated={onSuccess} />
    </div>
  );
}

interface RotateProps {
  app: App;
  open: boolean;
  onClose: () => void;
  onRotated: () => Promise<void>;
}

function RotateSigning({ app, open, onClose, onRotated }: RotateProps) {
  const t = useMessages();
  const trpc = useTRPC();
  const rotate = useMutation(trpc.apps.rotateWebhookSecret.mutationOptions({ onSuccess: onRotated, gcTime: 0 }));
  return (
    <RotateDialog
      open={open}
      onClose={onClose}
      title={t("apps.rotateSigningTitle")}
      text={t("apps.rotateSigningText")}
      copyLabel={t("apps.copySigningSecret")}
      made={rotate.data?.webhookSecret}
      busy={rotate.isPending}
      error={rotate.error?.message}
      onRotate={(overlapS) => rotate.mutate({ appId: app.id, overlapS })}
      onForget={rotate.reset}
    />
  );
}
