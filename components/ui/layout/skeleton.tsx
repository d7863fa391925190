import { t } from "#components/messages/messages.ts";
import { cx } from "#components/ui/cx.ts";

/** A grey shape where something will be; give it the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cx("animate-pulse rounded-md bg-line", className)} />;
}

const placeholders = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/** Rows of a list that is loading, at most 8. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label={t("common.loading")} className="divide-y divide-line">
      {placeholders.slice(0, rows).map((row) => (
        <div key={row} className="flex items-center gap-3 px-4 py-3.5">
          <Skeleton className="size-8 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3 w-2/5" />
            <Skeleton className="h-2.5 w-3/5" />
          </div>
          <Skeleton className="h-4 w-12" />
        </div>
      ))}
    </div>
  );
}

/** A whole screen that is loading. */
export function SkeletonScreen() {
  return (
    <div role="status" aria-label={t("common.loading")} className="mx-auto w-full max-w-6xl space-y-6 p-4 md:p-8">
      <Skeleton className="h-7 w-48" />
      <div className="grid gap-4 sm:grid-cols-3">
        <Skeleton className="h-24 rounded-lg" />
        <Skeleton className="h-24 rounded-lg" />
        <Skeleton className="h-24 rounded-lg" />
      </div>
      <Skeleton className="h-80 rounded-lg" />
    </div>
  );
}
