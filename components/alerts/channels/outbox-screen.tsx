"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Mail, MessageSquareDot, Send } from "lucide-react";
import Link from "next/link";
import { readAlertList } from "#components/alerts/alert-list-params.ts";
import { AlertTabs } from "#components/alerts/alert-tabs.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Card } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { useUrlParams } from "#components/ui/state/use-url-params.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import { toMessageListInput } from "./message-list.ts";

type Message = RouterOutputs["alerts"]["messages"]["items"][number];

/** What was or will be sent to whom; without a mail server the mails can be read here. */
export function OutboxScreen() {
  const t = useMessages();
  const trpc = useTRPC();
  const { params, set } = useUrlParams();
  const { before } = readAlertList(params);
  const { data } = useSuspenseQuery(trpc.alerts.messages.queryOptions(toMessageListInput(before)));
  return (
    <Page>
      <PageHeader title={t("alerts.title")} meta={t("alerts.outbox.lead")} />
      <AlertTabs current="outbox" />
      <Card aria-label={t("alerts.outbox.title")}>
        {data.items.length === 0 ? (
          <EmptyState icon={<Send />} title={t("alerts.outbox.emptyTitle")}>
            {t("alerts.outbox.emptyText")}
          </EmptyState>
        ) : (
          <ul aria-label={t("alerts.outbox.list")} className="divide-y divide-line">
            {data.items.map((message) => (
              <MessageRow key={message.id} message={message} />
            ))}
          </ul>
        )}
        {data.nextCursor === null && before === null ? null : (
          <nav aria-label={t("common.pagination")} className="flex justify-end gap-2 border-t border-line px-4 py-2">
            {before === null ? null : (
              <Button size="sm" onClick={() => set({ before: null })}>
                {t("alerts.newest")}
              </Button>
            )}
            {data.nextCursor === null ? null : (
              <Button size="sm" onClick={() => set({ before: data.nextCursor })}>
                {t("alerts.older")}
              </Button>
            )}
          </nav>
        )}
      </Card>
    </Page>
  );
}

const tones: Record<Message["status"], Tone> = { waiting: "warn", sent: "good", failed: "bad", dropped: "neutral", preview: "accent" };

function MessageRow({ message }: { message: Message }) {
  const t = useMessages();
  const { subject, body, channel, browser, status, user, error, alertId } = message;
  const Icon = channel === "email" ? Mail : MessageSquareDot;
  return (
    <li className="px-4 py-3">
      <div className="flex items-start gap-3">
        <Icon aria-hidden="true" className="mt-1 size-4 shrink-0 text-muted" />
        <div className="min-w-0 flex-1">
          <p className="font-medium break-words">{subject}</p>
          <p className="flex flex-wrap gap-x-2 text-sm text-muted">
            <span>{t(`alerts.outbox.channels.${channel}`)}</span>
            <span>{t("alerts.outbox.to", { name: user.name })}</span>
            {browser === null ? null : <span>{t("alerts.outbox.browser", { browser })}</span>}
            {channel === "email" ? <span className="break-all">{user.email}</span> : null}
            <MessageTime message={message} />
          </p>
          {error ? <p className="mt-1 text-sm break-words text-bad">{t("alerts.outbox.error", { error })}</p> : null}
        </div>
        <Badge tone={tones[status]}>{t(`alerts.outbox.statuses.${status}`)}</Badge>
      </div>
      <details className="mt-1 ml-7">
        <summary
          aria-label={t("alerts.outbox.readNamed", { subject })}
          className="inline-flex rounded-sm text-sm text-accent-text hover:underline"
        >
          {t("alerts.outbox.read")}
        </summary>
        <pre className="mt-2 rounded-md bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap">{body}</pre>
        {alertId === null ? null : (
          <Link href={`/alerts/${alertId}`} className="mt-2 inline-block rounded-sm text-sm text-accent-text hover:underline">
            {t("alerts.outbox.openAlert")}
          </Link>
        )}
      </details>
    </li>
  );
}

function MessageTime({ message: { status, sentAt, sendAfter, attempts, nextAttemptAt, createdAt } }: { message: Message }) {
  const t = useMessages();
  const format = useFormat();
  if (sentAt) return <span>{t("alerts.outbox.sentAt", { time: format.dateTime(sentAt) })}</span>;
  if (attempts > 0 && nextAttemptAt) return <span>{t("alerts.outbox.nextAttempt", { time: format.dateTime(nextAttemptAt) })}</span>;
  if (status === "waiting" && sendAfter) return <span>{t("alerts.outbox.sendAfter", { time: format.dateTime(sendAfter) })}</span>;
  return <span>{t("alerts.outbox.madeAt", { time: format.dateTime(createdAt) })}</span>;
}
