"use client";

import { useMessages } from "../messages/use-messages.ts";
import { Page, PageHeader } from "../ui/page.tsx";
import { AlertTabs } from "./alert-tabs.tsx";
import { ChannelsCard } from "./channels-card.tsx";
import { QuietHoursCard } from "./quiet-hours-card.tsx";
import { RulesCard } from "./rules-card.tsx";

/** What raises alerts, and how one is told of them. */
export function RulesScreen() {
  const t = useMessages();
  return (
    <Page>
      <PageHeader title={t("alerts.title")} />
      <AlertTabs current="rules" />
      <div className="flex flex-col gap-5 lg:grid lg:grid-cols-[minmax(0,7fr)_minmax(0,4fr)] lg:items-start">
        <RulesCard />
        <div className="flex flex-col gap-5">
          <ChannelsCard />
          <QuietHoursCard />
        </div>
      </div>
    </Page>
  );
}
