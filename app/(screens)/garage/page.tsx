import type { Metadata } from "next";
import { t } from "#components/messages/messages.ts";
import { GarageScreen } from "#components/vehicles/garage/garage-screen.tsx";
import { Hydrate, prefetch, trpc } from "../../prefetch.tsx";
import { requireSession } from "../../require-session.ts";

export const metadata: Metadata = { title: t("garage.title") };

export default async function GaragePage() {
  await requireSession();
  await prefetch(trpc.garage.list.queryOptions());
  return (
    <Hydrate>
      <GarageScreen />
    </Hydrate>
  );
}
