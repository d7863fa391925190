import { t } from "#components/messages/messages.ts";
import { Page } from "./page.tsx";
import { Skeleton } from "./skeleton.tsx";

/** A screen about one thing while it loads: heading, a large picture, cards beside it. */
export function SkeletonDetailScreen() {
  return (
    <Page>
      <div role="status" aria-label={t("common.loading")} className="flex flex-col gap-5">
        <div className="flex flex-col gap-2.5">
          <Skeleton className="h-4 w-16" />
          <Skeleton className="h-8 w-64" />
          <Skeleton className="h-4 w-80 max-w-full" />
        </div>
        <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
          <Skeleton className="h-96 rounded-lg lg:h-[38rem]" />
          <div className="flex flex-col gap-5">
            <Skeleton className="h-72 rounded-lg" />
            <Skeleton className="h-72 rounded-lg" />
          </div>
        </div>
      </div>
    </Page>
  );
}
