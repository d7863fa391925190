import { Skeleton, SkeletonRows } from "#components/ui/layout/skeleton.tsx";

/** The garage while it loads: the map's and the list's places. */
export function GarageSkeleton() {
  return (
    <div className="screen-fill flex flex-col md:flex-row">
      <div className="h-[42%] shrink-0 bg-map-water md:order-2 md:h-auto md:flex-1" />
      <div className="min-h-0 flex-1 overflow-hidden border-line bg-raised max-md:border-t md:w-102 md:flex-none md:border-r">
        <div className="flex flex-col gap-3 border-b border-line p-4">
          <Skeleton className="h-6 w-28" />
          <Skeleton className="h-9" />
          <Skeleton className="h-7 w-4/5 rounded-full" />
        </div>
        <SkeletonRows rows={8} />
      </div>
    </div>
  );
}
