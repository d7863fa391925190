import { SkeletonScreen } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return <SkeletonScreen />;
}
