import type { Metadata } from "next";
import { HealthScreen } from "#components/health/health-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { readPathId } from "../../../../path-id.ts";
import { Hydrate, prefetch, trpc } from "../../../../prefetch.tsx";
import { requireSession } from "../../../../require-session.ts";

export const metadata: Metadata = { title: t("health.title") };

export default async function HealthPage({ params }: { params: Promise<{ vehicleId: string }> }) {
  await requireSession();
  const vehicleId = readPathId((await params).vehicleId);
  await Promise.all([prefetch(trpc.vehicles.get.queryOptions({ vehicleId })), prefetch(trpc.health.get.queryOptions({ vehicleId }))]);
  return (
    <Hydrate>
      <HealthScreen key={vehicleId} vehicleId={vehicleId} />
    </Hydrate>
  );
}
