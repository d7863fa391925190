import { SkeletonListScreen } from "#components/ui/layout/skeleton-list-screen.tsx";

export default function CareLoading() {
  return <SkeletonListScreen />;
}
