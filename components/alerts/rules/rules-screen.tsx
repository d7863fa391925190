"use client";

import { AlertTabs } from "#components/alerts/alert-tabs.tsx";
import { ChannelsCard } from "#components/alerts/channels/channels-card.tsx";
import { QuietHoursCard } from "#components/alerts/channels/quiet-hours-card.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { useCanManage } from "#components/shell/use-role.ts";
import { cx } from "#components/ui/cx.ts";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { RulesCard } from "./rules-card.tsx";

/** What raises alerts, and how the person is notified. */
export function RulesScreen() {
  const t = useMessages();
  const managing = useCanManage();
  return (
    <Page>
      <PageHeader title={t("alerts.title")} />
      <AlertTabs current="rules" />
      <div className="flex flex-col gap-5 lg:grid lg:grid-cols-[minmax(0,7fr)_minmax(0,4fr)] lg:items-start">
        <RulesCard />
        {/* What one can change oneself comes first, where there is room for one column only. */}
        <div className={cx("flex flex-col gap-5", !managing && "max-lg:order-first")}>
          <ChannelsCard />
          <QuietHoursCard />
        </div>
      </div>
    </Page>
  );
}
