"use client";

import { useMessages } from "../messages/use-messages.ts";
import { useCanManage } from "../shell/use-role.ts";
import { cx } from "../ui/cx.ts";
import { Page, PageHeader } from "../ui/page.tsx";
import { AlertTabs } from "./alert-tabs.tsx";
import { ChannelsCard } from "./channels-card.tsx";
import { QuietHoursCard } from "./quiet-hours-card.tsx";
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
