import type { Metadata } from "next";
import { RulesScreen } from "#components/alerts/rules/rules-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, readMe, trpc } from "../../../prefetch.tsx";
import { requireSession } from "../../../require-session.ts";

export const metadata: Metadata = { title: t("alerts.rules.pageTitle") };

export default async function AlertRulesPage() {
  await requireSession();
  const { rules, snoozes, myChannels, quietHours, pushSubscriptions } = trpc.alerts;
  await Promise.all([
    prefetch(rules.queryOptions()),
    prefetch(snoozes.queryOptions()),
    prefetch(myChannels.queryOptions()),
    prefetch(quietHours.queryOptions()),
    prefetch(pushSubscriptions.queryOptions()),
    prefetch(trpc.geofences.list.queryOptions()),
    readMe(),
  ]);
  return (
    <Hydrate>
      <RulesScreen />
    </Hydrate>
  );
}
