import type { ReactNode } from "react";
import { readPathId } from "../../../path-id.ts";
import { prefetch, readBeforeSkeleton, trpc } from "../../../prefetch.tsx";

export default async function DriverLayout({ params, children }: { params: Promise<{ driverId: string }>; children: ReactNode }) {
  const driverId = readPathId((await params).driverId);
  await readBeforeSkeleton(() => prefetch(trpc.drivers.get.queryOptions({ driverId })));
  return children;
}
