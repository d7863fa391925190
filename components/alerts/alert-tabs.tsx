"use client";

import Link from "next/link";
import { useMessages } from "#components/messages/use-messages.ts";
import { useCanManage } from "#components/shell/use-role.ts";
import { cx } from "#components/ui/cx.ts";
import { EndpointTroubles } from "./channels/endpoint-troubles.tsx";

const paths = { inbox: "/alerts", rules: "/alerts/rules", outbox: "/alerts/outbox" } as const;
export type AlertTab = keyof typeof paths;

/** The pages about alerts, and on each of them what messages cannot reach; the outbox is for those who manage the fleet. */
export function AlertTabs({ current }: { current: AlertTab }) {
  const t = useMessages();
  const managing = useCanManage();
  const tabs: AlertTab[] = managing ? ["inbox", "rules", "outbox"] : ["inbox", "rules"];
  return (
    <>
      <nav aria-label={t("alerts.pages")} className="-mt-2 overflow-x-auto border-b border-line">
        <ul className="flex gap-5">
          {tabs.map((tab) => (
            <li key={tab}>
              <Link
                href={paths[tab]}
                aria-current={tab === current ? "page" : undefined}
                className={cx(
                  "-mb-px block border-b-2 py-2 text-base font-medium whitespace-nowrap transition-colors focus-visible:-outline-offset-2",
                  tab === current ? "border-accent text-ink" : "border-transparent text-muted hover:text-ink",
                )}
              >
                {t(`alerts.tabs.${tab}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <EndpointTroubles />
    </>
  );
}
