import type { Metadata } from "next";
import { DriverScreen } from "#components/accounts/drivers/driver-screen.tsx";
import { lastTripsOfDriver } from "#components/accounts/drivers/last-trips-input.ts";
import { t } from "#components/messages/messages.ts";
import { readPathId } from "../../../path-id.ts";
import { Hydrate, prefetch, readMe, trpc } from "../../../prefetch.tsx";
import { requireSession } from "../../../require-session.ts";

export const metadata: Metadata = { title: t("drivers.profile") };

export default async function DriverPage({ params }: { params: Promise<{ driverId: string }> }) {
  await requireSession();
  const driverId = readPathId((await params).driverId);
  await Promise.all([
    prefetch(trpc.drivers.get.queryOptions({ driverId })),
    readMe(),
    prefetch(trpc.drivers.badges.queryOptions({ driverId })),
    prefetch(trpc.drivers.details.queryOptions({ driverId })),
    prefetch(trpc.documents.list.queryOptions({ driverId })),
    prefetch(trpc.trips.list.queryOptions(lastTripsOfDriver(driverId))),
  ]);
  return (
    <Hydrate>
      <DriverScreen key={driverId} driverId={driverId} />
    </Hydrate>
  );
}
