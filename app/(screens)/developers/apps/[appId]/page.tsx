import type { Metadata } from "next";
import { AppScreen } from "#components/apps/app-screen.tsx";
import { toDeliveriesInput } from "#components/apps/deliveries-input.ts";
import { t } from "#components/messages/messages.ts";
import { readPathId } from "../../../../path-id.ts";
import { Hydrate, prefetch, trpc } from "../../../../prefetch.tsx";
import { requireManager } from "../../../../require-session.ts";
import { type PageQuery, toSearchParams } from "../../../../search-params.ts";

export const metadata: Metadata = { title: t("apps.title") };

interface Props {
  params: Promise<{ appId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function AppPage({ params, searchParams }: Props) {
  await requireManager();
  const appId = readPathId((await params).appId);
  await Promise.all([
    prefetch(trpc.apps.get.queryOptions({ appId })),
    prefetch(trpc.apps.deliveries.queryOptions(toDeliveriesInput(appId, toSearchParams(await searchParams)))),
  ]);
  return (
    <Hydrate>
      <AppScreen key={appId} appId={appId} />
    </Hydrate>
  );
}
