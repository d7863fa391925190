"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toCarFacts } from "../garage/car-facts.ts";
import { useLiveFleet } from "../live/use-live-fleet.ts";
import { useCanManage } from "../shell/use-role.ts";
import { useTRPC } from "../trpc.tsx";
import { Page } from "../ui/page.tsx";
import { useCoarseNow } from "../ui/use-coarse-now.ts";
import { VehicleHeader } from "../vehicle/vehicle-header.tsx";
import { VehicleTabs } from "../vehicle/vehicle-tabs.tsx";
import { HistoryCard } from "./history-card.tsx";
import { PlanDialog, type PlanTask } from "./plan-dialog.tsx";
import { PlanTemplates } from "./plan-templates.tsx";
import { PlansCard } from "./plans-card.tsx";

import { usePlanChanges, useServiceChanges } from "./use-service-changes.ts";
import { WorkDialog, type WorkTask } from "./work-dialog.tsx";

/** What a car needs again and again, when, and what was done on it. */
export function ServiceScreen({ vehicleId }: { vehicleId: number }) {
  const trpc = useTRPC();
  const live = useLiveFleet();
  const nowMs = useCoarseNow();
  const { data: car } = useSuspenseQuery(trpc.vehicles.get.queryOptions({ vehicleId }));
  return (
    <Page>
      <VehicleHeader facts={toCarFacts(car.status, nowMs)} live={live} />
      <VehicleTabs vehicleId={vehicleId} current="service" />
      <CarServices vehicleId={vehicleId} fuelType={car.status.fuelType} />
    </Page>
  );
}

type FuelType = Parameters<typeof PlanTemplates>[0]["fuelType"];

function CarServices({ vehicleId, fuelType }: { vehicleId: number; fuelType: FuelType }) {
  const trpc = useTRPC();
  const manages = useCanManage();
  const { data } = useSuspenseQuery(trpc.services.vehicle.queryOptions({ vehicleId }));
  const work = useServiceChanges();
  const planning = usePlanChanges();
  const [workTask, setWorkTask] = useState<WorkTask | null>(null);
  const [planTask, setPlanTask] = useState<PlanTask | null>(null);
  const planActions = {
    onAdd: () => setPlanTask("new"),
    onComplete: (plan: WorkTask["plan"]) => setWorkTask({ vehicleId, plan }),
    onChange: setPlanTask,
    onArchive: planning.archive,
  };
  const historyActions = {
    onRecord: () => setWorkTask({ vehicleId, plan: null }),
    onRemove: ({ id }: { id: number }) => work.remove(id),
  };
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
      <PlansCard
        plans={data.plans}
        today={data.today}
        actions={manages ? planActions : null}
        templates={manages ? <PlanTemplates vehicleId={vehicleId} fuelType={fuelType} create={planning.create} /> : undefined}
      />
      <HistoryCard records={data.records} actions={manages ? historyActions : null} />
      <WorkDialog task={workTask} onClose={() => setWorkTask(null)} changes={work} />
      <PlanDialog vehicleId={vehicleId} task={planTask} onClose={() => setPlanTask(null)} changes={planning} />
    </div>
  );
}
