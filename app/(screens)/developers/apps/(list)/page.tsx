import type { Metadata } from "next";
import { AppsScreen } from "#components/apps/apps-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, trpc } from "../../../../prefetch.tsx";
import { requireManager } from "../../../../require-session.ts";

export const metadata: Metadata = { title: t("apps.title") };

export default async function AppsPage() {
  await requireManager();
  await prefetch(trpc.apps.list.queryOptions());
  return (
    <Hydrate>
      <AppsScreen />
    </Hydrate>
  );
}
