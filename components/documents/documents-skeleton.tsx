import { t } from "#components/messages/messages.ts";
import { Page } from "#components/ui/layout/page.tsx";
import { Skeleton } from "#components/ui/layout/skeleton.tsx";
import { documentKinds } from "#server/domain/documents/kinds.ts";

/** The papers of a car while they load. */
export function DocumentsSkeleton() {
  return (
    <Page>
      <div role="status" aria-label={t("common.loading")} className="flex flex-col gap-5">
        <div className="flex flex-col gap-2.5">
          <Skeleton className="h-4 w-16" />
          <Skeleton className="h-8 w-64" />
          <Skeleton className="h-4 w-80 max-w-full" />
        </div>
        <Skeleton className="h-8 w-72 max-w-full" />
        <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
          {documentKinds.map((kind) => (
            <Skeleton key={kind} className="h-32 rounded-lg" />
          ))}
        </div>
      </div>
    </Page>
  );
}
