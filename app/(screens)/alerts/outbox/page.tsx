import type { Metadata } from "next";
import { readAlertList } from "#components/alerts/alert-list-params.ts";
import { toMessageListInput } from "#components/alerts/channels/message-list.ts";
import { OutboxScreen } from "#components/alerts/channels/outbox-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, trpc } from "../../../prefetch.tsx";
import { requireManager } from "../../../require-session.ts";
import { type PageQuery, toSearchParams } from "../../../search-params.ts";

export const metadata: Metadata = { title: t("alerts.outbox.title") };

export default async function OutboxPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  await requireManager();
  await prefetch(trpc.alerts.messages.queryOptions(toMessageListInput(readAlertList(toSearchParams(await searchParams)).before)));
  return (
    <Hydrate>
      <OutboxScreen />
    </Hydrate>
  );
}
