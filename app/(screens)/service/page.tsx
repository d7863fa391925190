import type { Metadata } from "next";
import { t } from "#components/messages/messages.ts";
import { ServiceDueScreen } from "#components/service/due/due-screen.tsx";
import { Hydrate, prefetch, trpc } from "../../prefetch.tsx";
import { requireSession } from "../../require-session.ts";

export const metadata: Metadata = { title: t("services.title") };

export default async function ServicePage() {
  await requireSession();
  await Promise.all([prefetch(trpc.services.due.queryOptions()), prefetch(trpc.services.feeds.queryOptions())]);
  return (
    <Hydrate>
      <ServiceDueScreen />
    </Hydrate>
  );
}
