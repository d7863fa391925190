import type { Metadata } from "next";
import { t } from "#components/messages/messages.ts";
import { lastTripsOfVehicle } from "#components/vehicles/status/last-trips-input.ts";
import { VehicleScreen } from "#components/vehicles/status/vehicle-screen.tsx";
import { readPathId } from "../../../path-id.ts";
import { Hydrate, prefetch, readMe, trpc } from "../../../prefetch.tsx";
import { requireSession } from "../../../require-session.ts";

export const metadata: Metadata = { title: t("garage.openCar") };

export default async function VehiclePage({ params }: { params: Promise<{ vehicleId: string }> }) {
  await requireSession();
  const vehicleId = readPathId((await params).vehicleId);
  await Promise.all([
    readMe(),
    prefetch(trpc.vehicles.statistics.queryOptions({ vehicleId })),
    prefetch(trpc.vehicles.get.queryOptions({ vehicleId })),
    prefetch(trpc.trips.list.queryOptions(lastTripsOfVehicle(vehicleId))),
  ]);
  return (
    <Hydrate>
      <VehicleScreen key={vehicleId} vehicleId={vehicleId} />
    </Hydrate>
  );
}
