import type { ReactNode } from "react";
import { readPathId } from "../../../path-id.ts";
import { prefetch, readBeforeSkeleton, trpc } from "../../../prefetch.tsx";

export default async function VehicleLayout({ params, children }: { params: Promise<{ vehicleId: string }>; children: ReactNode }) {
  const vehicleId = readPathId((await params).vehicleId);
  await readBeforeSkeleton(() => prefetch(trpc.vehicles.get.queryOptions({ vehicleId })));
  return children;
}
