import { SkeletonDetailScreen } from "#components/ui/skeleton-detail-screen.tsx";

export default function HealthLoading() {
  return <SkeletonDetailScreen />;
}
