import type { Metadata } from "next";
import { DriversScreen } from "#components/accounts/drivers/drivers-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, trpc } from "../../../prefetch.tsx";
import { requireSession } from "../../../require-session.ts";

export const metadata: Metadata = { title: t("drivers.title") };

export default async function DriversPage() {
  await requireSession();
  await prefetch(trpc.drivers.list.queryOptions());
  return (
    <Hydrate>
      <DriversScreen />
    </Hydrate>
  );
}
