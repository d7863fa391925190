import type { Metadata } from "next";
import { t } from "#components/messages/messages.ts";
import { readTripListInput } from "#components/trips/trip-list-params.ts";
import { TripsScreen } from "#components/trips/trips-screen.tsx";
import { Hydrate, prefetch, trpc } from "../../../prefetch.tsx";
import { requireSession } from "../../../require-session.ts";
import { type PageQuery, toSearchParams } from "../../../search-params.ts";

export const metadata: Metadata = { title: t("trips.title") };

export default async function TripsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  await requireSession();
  const input = readTripListInput(toSearchParams(await searchParams));
  await prefetch(trpc.trips.list.queryOptions(input));
  return (
    <Hydrate>
      <TripsScreen />
    </Hydrate>
  );
}
