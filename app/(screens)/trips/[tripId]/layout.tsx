import type { ReactNode } from "react";
import { readPathId } from "../../../path-id.ts";
import { prefetch, readBeforeSkeleton, trpc } from "../../../prefetch.tsx";

export default async function TripLayout({ params, children }: { params: Promise<{ tripId: string }>; children: ReactNode }) {
  const tripId = readPathId((await params).tripId);
  await readBeforeSkeleton(() => prefetch(trpc.trips.get.queryOptions({ tripId })));
  return children;
}
