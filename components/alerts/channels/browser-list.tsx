"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { useBrowserPush } from "./use-browser-push.ts";

/** This browser, and the person's others that are subscribed to push. */
export function BrowserList() {
  const t = useMessages();
  const push = useBrowserPush();
  return (
    <>
      <div className="flex flex-col items-start gap-2 rounded-md border border-line p-3">
        <div>
          <p className="text-sm font-medium">{t("alerts.channels.thisBrowser")}</p>
          <p role="status" className="text-sm text-pretty text-muted">
            {t(`alerts.channels.states.${push.state}`)}
          </p>
        </div>
        {push.changeable ? (
          <Button size="sm" busy={push.busy} onClick={push.on ? push.turnOff : push.turnOn}>
            {t(push.on ? "alerts.channels.turnOff" : "alerts.channels.turnOn")}
          </Button>
        ) : null}
      </div>
      {push.others.length > 0 ? <Others browsers={push.others} /> : null}
    </>
  );
}

function Others({ browsers }: { browsers: ReturnType<typeof useBrowserPush>["others"] }) {
  const t = useMessages();
  const format = useFormat();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const remove = useMutation(
    trpc.alerts.removePush.mutationOptions({
      onError: () => toast(t("alerts.channels.failed"), "bad"),
      onSettled: () => queries.invalidateQueries(trpc.alerts.pushSubscriptions.queryFilter()),
    }),
  );
  const describeUse = (lastUsedAt: Date | null, createdAt: Date) =>
    lastUsedAt
      ? t("alerts.channels.lastUsed", { day: format.date(lastUsedAt) })
      : t("alerts.channels.addedOn", { day: format.date(createdAt) });
  return (
    <div>
      <p className="mb-1 text-sm font-medium">{t("alerts.channels.others")}</p>
      <ul aria-label={t("alerts.channels.others")} className="flex flex-col">
        {browsers.map(({ id, label, createdAt, lastUsedAt, disabledAt }) => (
          <li key={id} className="flex items-center justify-between gap-3">
            <span className="min-w-0 text-sm">
              <span className="block truncate">{label}</span>
              <span className="block text-xs text-muted">{disabledAt ? t("alerts.channels.off") : describeUse(lastUsedAt, createdAt)}</span>
            </span>
            <IconButton
              label={t("alerts.channels.removeNamed", { label })}
              icon={<Trash2 aria-hidden="true" />}
              onClick={() => remove.mutate({ id }, { onSuccess: () => toast(t("alerts.channels.removed", { label })) })}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
