import type { ReactNode } from "react";
import { prefetch, readBeforeSkeleton, trpc } from "../../../prefetch.tsx";

export default async function ReferenceLayout({ params, children }: { params: Promise<{ family: string }>; children: ReactNode }) {
  const { family } = await params;
  await readBeforeSkeleton(() => prefetch(trpc.developers.reference.queryOptions({ family })));
  return children;
}
