import { GarageSkeleton } from "#components/vehicles/garage/garage-skeleton.tsx";

export default function GarageLoading() {
  return <GarageSkeleton />;
}
