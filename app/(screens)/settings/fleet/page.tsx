import type { Metadata } from "next";
import { FleetScreen } from "#components/accounts/fleet/fleet-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, trpc } from "../../../prefetch.tsx";
import { requireManager } from "../../../require-session.ts";

export const metadata: Metadata = { title: t("fleet.title") };

export default async function FleetPage() {
  await requireManager();
  await Promise.all([
    prefetch(trpc.fleet.get.queryOptions()),
    prefetch(trpc.fleet.currencies.queryOptions()),
    prefetch(trpc.fleet.people.queryOptions()),
    prefetch(trpc.fleet.invitations.queryOptions()),
    prefetch(trpc.fleet.makes.queryOptions()),
    prefetch(trpc.fleet.ownModels.queryOptions()),
  ]);
  return (
    <Hydrate>
      <FleetScreen />
    </Hydrate>
  );
}
