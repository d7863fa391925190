import type { Metadata } from "next";
import { t } from "#components/messages/messages.ts";
import { TripScreen } from "#components/trips/trip-screen.tsx";
import { readPathId } from "../../../path-id.ts";
import { Hydrate, prefetch, trpc } from "../../../prefetch.tsx";
import { requireSession } from "../../../require-session.ts";

export const metadata: Metadata = { title: t("trip.reportCard") };

export default async function TripPage({ params }: { params: Promise<{ tripId: string }> }) {
  await requireSession();
  const tripId = readPathId((await params).tripId);
  await prefetch(trpc.trips.get.queryOptions({ tripId }));
  return (
    <Hydrate>
      <TripScreen key={tripId} tripId={tripId} />
    </Hydrate>
  );
}
