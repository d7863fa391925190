import type { Metadata } from "next";
import { AlertScreen } from "#components/alerts/alert-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { readPathId } from "../../../path-id.ts";
import { Hydrate, prefetch, readMe, trpc } from "../../../prefetch.tsx";
import { requireSession } from "../../../require-session.ts";

export const metadata: Metadata = { title: t("alerts.one") };

export default async function AlertPage({ params }: { params: Promise<{ alertId: string }> }) {
  await requireSession();
  const alertId = readPathId((await params).alertId);
  await Promise.all([prefetch(trpc.alerts.get.queryOptions({ alertId })), readMe()]);
  return (
    <Hydrate>
      <AlertScreen alertId={alertId} />
    </Hydrate>
  );
}
