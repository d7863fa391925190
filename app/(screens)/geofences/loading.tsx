import { GarageSkeleton } from "#components/garage/garage-skeleton.tsx";

export default function GeofencesLoading() {
  return <GarageSkeleton />;
}
