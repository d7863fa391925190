import { Card } from "./card.tsx";
import { Page } from "./page.tsx";
import { Skeleton, SkeletonRows } from "./skeleton.tsx";

/** A list screen while it loads: heading, search, rows. */
export function SkeletonListScreen() {
  return (
    <Page>
      <Skeleton className="h-8 w-32" />
      <Card>
        <div className="border-b border-line px-4 py-3">
          <Skeleton className="h-9" />
        </div>
        <SkeletonRows rows={10} />
      </Card>
    </Page>
  );
}
