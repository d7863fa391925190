"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { TripsCard } from "#components/trips/trips-card.tsx";
import { useTRPC } from "#components/trpc.tsx";
import { lastTripsOfVehicle } from "./last-trips-input.ts";

export function LastTripsCard({ vehicleId, className }: { vehicleId: number; className?: string }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.trips.list.queryOptions(lastTripsOfVehicle(vehicleId)));
  return (
    <TripsCard
      title={t("vehicle.lastTrips")}
      trips={data.trips}
      all={{ href: `/trips?car=${vehicleId}`, label: t("vehicle.allTrips") }}
      without="car"
      {...(className ? { className } : {})}
    />
  );
}
