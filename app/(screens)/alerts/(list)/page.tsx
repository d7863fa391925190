import type { Metadata } from "next";
import { readAlertList, toAlertListInput } from "#components/alerts/alert-list-params.ts";
import { AlertsScreen } from "#components/alerts/alerts-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, readMe, trpc } from "../../../prefetch.tsx";
import { requireSession } from "../../../require-session.ts";
import { type PageQuery, toSearchParams } from "../../../search-params.ts";

export const metadata: Metadata = { title: t("alerts.title") };

export default async function AlertsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  await requireSession();
  const input = toAlertListInput(readAlertList(toSearchParams(await searchParams)));
  await Promise.all([prefetch(trpc.alerts.list.queryOptions(input)), prefetch(trpc.alerts.unreadCount.queryOptions()), readMe()]);
  return (
    <Hydrate>
      <AlertsScreen />
    </Hydrate>
  );
}
