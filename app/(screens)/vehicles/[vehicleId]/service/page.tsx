import type { Metadata } from "next";
import { t } from "#components/messages/messages.ts";
import { ServiceScreen } from "#components/service/service-screen.tsx";
import { readPathId } from "../../../../path-id.ts";
import { Hydrate, prefetch, trpc } from "../../../../prefetch.tsx";
import { requireSession } from "../../../../require-session.ts";

export const metadata: Metadata = { title: t("services.plans") };

export default async function ServicePage({ params }: { params: Promise<{ vehicleId: string }> }) {
  await requireSession();
  const vehicleId = readPathId((await params).vehicleId);
  await Promise.all([prefetch(trpc.vehicles.get.queryOptions({ vehicleId })), prefetch(trpc.services.vehicle.queryOptions({ vehicleId }))]);
  return (
    <Hydrate>
      <ServiceScreen key={vehicleId} vehicleId={vehicleId} />
    </Hydrate>
  );
}
