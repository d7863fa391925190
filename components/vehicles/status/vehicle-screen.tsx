"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useLiveFleet } from "#components/live/use-live-fleet.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Page } from "#components/ui/layout/page.tsx";
import { useCoarseNow } from "#components/ui/values/use-coarse-now.ts";
import { toCarFacts } from "#components/vehicles/garage/car-facts.ts";
import { DaysCard } from "./days-card.tsx";
import { DetailsCard } from "./details-card.tsx";
import { HealthCard } from "./health-card.tsx";
import { LastTripsCard } from "./last-trips-card.tsx";
import { NowCard } from "./now-card.tsx";
import { PositionCard } from "./position-card.tsx";
import { StatisticsCard } from "./statistics-card.tsx";
import { VehicleHeader } from "./vehicle-header.tsx";
import { VehicleTabs } from "./vehicle-tabs.tsx";

/** Everything that is known of one car: what it does now, how it is, where it went lately. */
export function VehicleScreen({ vehicleId }: { vehicleId: number }) {
  const trpc = useTRPC();
  const live = useLiveFleet();
  const nowMs = useCoarseNow();
  const { data } = useSuspenseQuery(trpc.vehicles.get.queryOptions({ vehicleId }));
  const facts = toCarFacts(data.status, nowMs);
  return (
    <Page>
      <VehicleHeader facts={facts} live={live} />
      <VehicleTabs vehicleId={vehicleId} current="overview" />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <div className="contents lg:flex lg:flex-col lg:gap-5">
          <PositionCard facts={facts} />
          <NowCard status={data.status} className="max-lg:order-2" />
          <LastTripsCard vehicleId={vehicleId} className="max-lg:order-4" />
        </div>
        <div className="contents lg:flex lg:flex-col lg:gap-5">
          <HealthCard facts={facts} className="max-lg:order-1" />
          <DaysCard days={data.days} nowMs={nowMs} className="max-lg:order-3" />
          <StatisticsCard status={data.status} className="max-lg:order-5" />
          <DetailsCard status={data.status} className="max-lg:order-5" />
        </div>
      </div>
    </Page>
  );
}
