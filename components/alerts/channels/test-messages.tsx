"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";

type Test = RouterOutputs["alerts"]["lastTest"];

/** How often to ask what came of a test that is on its way, ms. */
const waitMs = 1000;
const isWaiting = (test: Test | undefined) => test?.some(({ status }) => status === "waiting") ?? false;

/** Has a test sent to the person on every channel, and shows what comes of each message as it comes. */
export function TestMessages() {
  const t = useMessages();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const send = useMutation(
    trpc.alerts.sendTest.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries(trpc.alerts.lastTest.queryFilter()),
          queries.invalidateQueries(trpc.alerts.troubles.queryFilter()),
        ]),
    }),
  );
  const { data: test } = useQuery({
    ...trpc.alerts.lastTest.queryOptions(),
    enabled: send.isSuccess,
    refetchInterval: ({ state }) => (isWaiting(state.data) ? waitMs : false),
  });
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line pt-4">
      <Button icon={<Send aria-hidden="true" />} busy={send.isPending} onClick={() => send.mutate()}>
        {t("alerts.channels.test")}
      </Button>
      <div role="status" className="text-sm break-words text-muted">
        {send.isSuccess && test ? <TestResult test={test} /> : null}
        {send.error ? <p className="text-bad">{send.error.message}</p> : null}
      </div>
    </div>
  );
}

function TestResult({ test }: { test: Test }) {
  const t = useMessages();
  return (
    <>
      <ul aria-label={t("alerts.channels.tests")}>
        {test.map(({ id, browser, status, error }) => {
          const line = { to: browser ?? t("alerts.channels.testMail"), status: t(`alerts.channels.testStatuses.${status}`) };
          return <li key={id}>{error ? t("alerts.channels.testFailed", { ...line, error }) : t("alerts.channels.testLine", line)}</li>;
        })}
      </ul>
      {test.some(({ channel }) => channel === "push") ? null : <p>{t("alerts.channels.noBrowsers")}</p>}
    </>
  );
}
