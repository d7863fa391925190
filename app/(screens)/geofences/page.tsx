import type { Metadata } from "next";
import { GeofencesScreen } from "#components/geofences/geofences-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, readMe, trpc } from "../../prefetch.tsx";
import { requireSession } from "../../require-session.ts";

export const metadata: Metadata = { title: t("geofences.title") };

export default async function GeofencesPage() {
  await requireSession();
  await Promise.all([prefetch(trpc.geofences.list.queryOptions()), prefetch(trpc.garage.list.queryOptions()), readMe()]);
  return (
    <Hydrate>
      <GeofencesScreen />
    </Hydrate>
  );
}
