"use client";

import { useQuery } from "@tanstack/react-query";
import { CarFront } from "lucide-react";
import { LiveBadge } from "#components/live/live-badge.tsx";
import type { LiveStatus } from "#components/live/live-update.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Card } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";

/** A garage without cars: how the first one gets in, for those who can see to it. */
export function GarageEmpty({ live }: { live: LiveStatus }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: me } = useQuery(trpc.me.get.queryOptions());
  const managing = me?.role === "owner" || me?.role === "manager";
  return (
    <Page width="narrow">
      <PageHeader title={t("garage.title")} actions={<LiveBadge status={live} />} />
      <Card>
        <EmptyState icon={<CarFront />} title={t(managing ? "garage.emptyTitle" : "garage.emptyDriverTitle")}>
          {t(managing ? "garage.emptyText" : "garage.emptyDriverText")}
        </EmptyState>
        {managing ? <Steps account={me.accountName} /> : null}
      </Card>
    </Page>
  );
}

/** The commands as they are typed on the server; see `npm run -s admin -- --help`. */
function Steps({ account }: { account: string }) {
  const t = useMessages();
  const steps = [
    { text: t("garage.emptyStepVehicle"), command: `npm run -s admin -- vehicle create --account "${account}" --name "Van 1"` },
    { text: t("garage.emptyStepDevice"), command: 'npm run -s admin -- device create --serial MP-0001 --vehicle "Van 1"' },
    { text: t("garage.emptyStepUpload"), command: "npm run -s import -- --format gpx --device MP-0001 recording.gpx" },
  ];
  return (
    <ol className="flex flex-col gap-4 border-t border-line px-4 py-5 sm:px-6">
      {steps.map(({ text, command }) => (
        <li key={text}>
          <p className="text-sm font-medium">{text}</p>
          <code className="mt-1.5 block rounded-md bg-sunken px-3 py-2 font-mono text-xs break-words select-all">{command}</code>
        </li>
      ))}
    </ol>
  );
}
