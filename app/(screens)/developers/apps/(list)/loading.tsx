import { SkeletonListScreen } from "#components/ui/skeleton-list-screen.tsx";

export default function AppsLoading() {
  return <SkeletonListScreen />;
}
