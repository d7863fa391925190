"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useLiveFleet } from "#components/live/use-live-fleet.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { Page } from "#components/ui/layout/page.tsx";
import { useCoarseNow } from "#components/ui/values/use-coarse-now.ts";
import { toCarFacts } from "#components/vehicles/garage/car-facts.ts";
import { VehicleHeader } from "#components/vehicles/status/vehicle-header.tsx";
import { VehicleTabs } from "#components/vehicles/status/vehicle-tabs.tsx";
import { batteryHealth } from "#server/domain/health/battery.ts";
import { BatteryCard } from "./battery-card.tsx";
import { FaultCard } from "./fault-card.tsx";
import { HistoryCard } from "./history-card.tsx";
import { ReadingsCard } from "./readings-card.tsx";
import { type Fault, toVerdict } from "./verdict.ts";
import { VerdictBanner } from "./verdict-banner.tsx";

/** How a car is: the verdict, each open fault with what to do, what there was before, battery and readings. */
export function HealthScreen({ vehicleId }: { vehicleId: number }) {
  const trpc = useTRPC();
  const live = useLiveFleet();
  const nowMs = useCoarseNow();
  const { data: car } = useSuspenseQuery(trpc.vehicles.get.queryOptions({ vehicleId }));
  const { data: health } = useSuspenseQuery(trpc.health.get.queryOptions({ vehicleId }));
  const facts = toCarFacts(car.status, nowMs);
  const { signals } = facts.car;
  const battery = batteryHealth(signals);
  return (
    <Page>
      <VehicleHeader facts={facts} live={live} />
      <VehicleTabs vehicleId={vehicleId} current="health" />
      <VerdictBanner verdict={toVerdict(health.faults, signals, battery)} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Faults faults={health.faults} />
        <div className="flex flex-col gap-5 lg:row-span-2">
          <BatteryCard battery={battery} />
          <ReadingsCard car={facts.car} />
        </div>
        <HistoryCard episodes={health.history} nowMs={nowMs} />
      </div>
    </Page>
  );
}

function Faults({ faults }: { faults: readonly Fault[] }) {
  const t = useMessages();
  return (
    <section aria-label={t("health.faults")} className="flex flex-col gap-4">
      {faults.length === 0 ? (
        <EmptyState icon={<ShieldCheck />} title={t("health.noFaults")} className="rounded-lg border border-line bg-raised">
          {t("health.noFaultsText")}
        </EmptyState>
      ) : (
        faults.map((fault) => <FaultCard key={fault.id} fault={fault} />)
      )}
    </section>
  );
}
