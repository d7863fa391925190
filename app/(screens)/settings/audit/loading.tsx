import { SkeletonListScreen } from "#components/ui/skeleton-list-screen.tsx";

export default function Loading() {
  return <SkeletonListScreen />;
}
