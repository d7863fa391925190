import { GarageSkeleton } from "#components/garage/garage-skeleton.tsx";

export default function GarageLoading() {
  return <GarageSkeleton />;
}
