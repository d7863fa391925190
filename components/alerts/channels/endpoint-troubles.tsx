"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { useFormat } from "#components/ui/values/format.tsx";

type Trouble = RouterOutputs["alerts"]["troubles"][number];

const refreshMs = 30_000;

/** What messages to the person cannot reach, with the way to try it again; nothing while all is well. */
export function EndpointTroubles() {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: troubles = [] } = useQuery({ ...trpc.alerts.troubles.queryOptions(), refetchInterval: refreshMs });
  if (troubles.length === 0) return null;
  return (
    <ul aria-label={t("alerts.troubles.title")} className="flex flex-col gap-2">
      {troubles.map((trouble) => (
        <TroubleRow key={JSON.stringify(trouble.endpoint)} trouble={trouble} />
      ))}
    </ul>
  );
}

function TroubleRow({ trouble: { endpoint, browser, failingSince, pausedUntil, disabledAt, error } }: { trouble: Trouble }) {
  const t = useMessages();
  const format = useFormat();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const resume = useMutation(
    trpc.alerts.resume.mutationOptions({
      onSuccess: () => toast(t("alerts.troubles.resumed")),
      onError: () => toast(t("alerts.troubles.failed"), "bad"),
      onSettled: () =>
        Promise.all([
          queries.invalidateQueries(trpc.alerts.troubles.queryFilter()),
          queries.invalidateQueries(trpc.alerts.pushSubscriptions.queryFilter()),
        ]),
    }),
  );
  const name =
    endpoint.kind === "push" ? t("alerts.troubles.names.push", { browser: browser ?? "" }) : t(`alerts.troubles.names.${endpoint.kind}`);
  const since = format.dateTime(failingSince);
  return (
    <li
      className={`flex flex-wrap items-center justify-between gap-3 rounded-md px-3 py-2 text-sm ${disabledAt ? "bg-bad-soft text-bad" : "bg-warn-soft text-warn"}`}
    >
      <div className="min-w-0 flex-1 basis-60 break-words">
        <p>
          {disabledAt
            ? t("alerts.troubles.off", { name, at: format.dateTime(disabledAt) })
            : t("alerts.troubles.paused", { name, since, next: format.dateTime(pausedUntil) })}
        </p>
        <p>{t("alerts.troubles.error", { error })}</p>
      </div>
      <Button size="sm" busy={resume.isPending} onClick={() => resume.mutate(endpoint)}>
        {t(disabledAt ? "alerts.troubles.switchOn" : "alerts.troubles.tryNow")}
      </Button>
    </li>
  );
}
