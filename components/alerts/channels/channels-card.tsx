"use client";

import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Switch } from "#components/ui/forms/switch.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { BrowserList } from "./browser-list.tsx";
import { TestMessages } from "./test-messages.tsx";

/** How alerts reach the person who is signed in. */
export function ChannelsCard() {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const { data: channels } = useSuspenseQuery(trpc.alerts.myChannels.queryOptions());
  const { data: me } = useQuery(trpc.me.get.queryOptions());
  const change = useMutation(
    trpc.alerts.changeMyChannels.mutationOptions({
      onSuccess: () => toast(t("common.saved")),
      onError: () => toast(t("alerts.channels.failed"), "bad"),
      onSettled: () => queries.invalidateQueries(trpc.alerts.myChannels.queryFilter()),
    }),
  );
  const asked = change.isPending ? change.variables : {};
  return (
    <Card aria-label={t("alerts.channels.title")}>
      <CardHeader title={t("alerts.channels.title")} hint={t("alerts.channels.hint")} />
      <CardBody className="flex flex-col gap-4">
        <Channel
          label={t("alerts.channels.email")}
          hint={me ? t("alerts.channels.emailTo", { email: me.email }) : null}
          on={asked.email ?? channels.email}
          onSwitch={(email) => change.mutate({ email })}
        />
        <Channel
          label={t("alerts.channels.push")}
          hint={t("alerts.channels.pushHint")}
          on={asked.push ?? channels.push}
          onSwitch={(push) => change.mutate({ push })}
        />
        <BrowserList />
        <TestMessages />
      </CardBody>
    </Card>
  );
}

interface ChannelProps {
  label: string;
  hint: ReactNode;
  on: boolean;
  onSwitch: (on: boolean) => void;
}

function Channel({ label, hint, on, onSwitch }: ChannelProps) {
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <p className="font-medium">{label}</p>
        {hint ? <p className="text-sm break-words text-muted">{hint}</p> : null}
      </div>
      <Switch label={label} checked={on} onChange={(event) => onSwitch(event.target.checked)} />
    </div>
  );
}
