import { SkeletonListScreen } from "#components/ui/skeleton-list-screen.tsx";

export default function CareLoading() {
  return <SkeletonListScreen />;
}
