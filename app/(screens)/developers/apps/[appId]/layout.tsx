import type { ReactNode } from "react";
import { readPathId } from "../../../../path-id.ts";
import { prefetch, readBeforeSkeleton, trpc } from "../../../../prefetch.tsx";

export default async function AppLayout({ params, children }: { params: Promise<{ appId: string }>; children: ReactNode }) {
  const appId = readPathId((await params).appId);
  await readBeforeSkeleton(() => prefetch(trpc.apps.get.queryOptions({ appId })));
  return children;
}
