import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAlertList } from "#components/alerts/alert-list-params.ts";
import { toMessageListInput } from "#components/alerts/message-list.ts";
import { OutboxScreen } from "#components/alerts/outbox-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, readMe, trpc } from "../../../prefetch.tsx";
import { requireSession } from "../../../require-session.ts";
import { type PageQuery, toSearchParams } from "../../../search-params.ts";

export const metadata: Metadata = { title: t("alerts.outbox.title") };

export default async function OutboxPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  await requireSession();
  const { role } = await readMe();
  if (role !== "owner" && role !== "manager") notFound();
  await prefetch(trpc.alerts.messages.queryOptions(toMessageListInput(readAlertList(toSearchParams(await searchParams)).before)));
  return (
    <Hydrate>
      <OutboxScreen />
    </Hydrate>
  );
}
