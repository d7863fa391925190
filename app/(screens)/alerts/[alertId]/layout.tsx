import type { ReactNode } from "react";
import { readPathId } from "../../../path-id.ts";
import { prefetch, readBeforeSkeleton, trpc } from "../../../prefetch.tsx";

export default async function AlertLayout({ params, children }: { params: Promise<{ alertId: string }>; children: ReactNode }) {
  const alertId = readPathId((await params).alertId);
  await readBeforeSkeleton(() => prefetch(trpc.alerts.get.queryOptions({ alertId })));
  return children;
}
