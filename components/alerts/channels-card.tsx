"use client";

import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import type { ReactNode } from "react";
import { useMessages } from "../messages/use-messages.ts";
import type { RouterOutputs } from "../router-outputs.ts";
import { useTRPC } from "../trpc.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardBody, CardHeader } from "../ui/card.tsx";
import { Switch } from "../ui/switch.tsx";
import { useToast } from "../ui/toast.tsx";
import { BrowserList } from "./browser-list.tsx";

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
        <TestButton />
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

type Outcome = RouterOutputs["alerts"]["sendTest"];

/** Sends the person a test on every channel, and says what became of it. */
function TestButton() {
  const t = useMessages();
  const trpc = useTRPC();
  const test = useMutation(trpc.alerts.sendTest.mutationOptions());
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line pt-4">
      <Button icon={<Send aria-hidden="true" />} busy={test.isPending} onClick={() => test.mutate()}>
        {t("alerts.channels.test")}
      </Button>
      <div role="status" className="text-sm text-muted">
        {test.data ? <TestResult outcome={test.data} /> : null}
        {test.error ? <p className="text-bad">{test.error.message}</p> : null}
      </div>
    </div>
  );
}

function TestResult({ outcome: { email, push } }: { outcome: Outcome }) {
  const t = useMessages();
  const unreached = push.gone + push.failed;
  return (
    <>
      <p>{t(`alerts.channels.testEmail.${email}`)}</p>
      <p>{t("alerts.channels.testPush", { count: push.sent })}</p>
      {unreached > 0 ? <p>{t("alerts.channels.testPushFailed", { count: unreached })}</p> : null}
    </>
  );
}
