"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLiveFleet } from "#components/live/use-live-fleet.ts";
import { useCanManage } from "#components/shell/use-role.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Page } from "#components/ui/layout/page.tsx";
import { useCoarseNow } from "#components/ui/values/use-coarse-now.ts";
import { toCarFacts } from "#components/vehicles/garage/car-facts.ts";
import { VehicleHeader } from "#components/vehicles/status/vehicle-header.tsx";
import { VehicleTabs } from "#components/vehicles/status/vehicle-tabs.tsx";
import { PlanDialog, type PlanTask } from "./plans/plan-dialog.tsx";
import { PlanTemplates } from "./plans/plan-templates.tsx";
import { PlansCard } from "./plans/plans-card.tsx";
import { HistoryCard } from "./records/history-card.tsx";
import { WorkDialog, type WorkTask } from "./records/work-dialog.tsx";
import { usePlanChanges, useServiceChanges } from "./use-service-changes.ts";

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
