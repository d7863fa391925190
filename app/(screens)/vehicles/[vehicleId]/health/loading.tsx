import { SkeletonDetailScreen } from "#components/ui/layout/skeleton-detail-screen.tsx";

export default function HealthLoading() {
  return <SkeletonDetailScreen />;
}
