import { SkeletonDetailScreen } from "#components/ui/skeleton-detail-screen.tsx";

export default function AppLoading() {
  return <SkeletonDetailScreen />;
}
