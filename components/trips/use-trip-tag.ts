"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { TripData, TripDetails } from "./trip-moments.ts";

/** Says of a trip that it was for business, or takes that back: shown at once, with a way back. */
export function useTripTag(trip: Pick<TripDetails, "id">): (tagged: boolean) => void {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const queryKey = trpc.trips.get.queryKey({ tripId: trip.id });
  const show = (tags: string[]) =>
    queries.setQueryData(queryKey, (data: TripData | undefined) => data && { ...data, trip: { ...data.trip, tags } });
  const change = useMutation(
    trpc.trips.setTag.mutationOptions({
      onMutate: async ({ tagged }) => {
        // What is being read now does not know of it yet.
        await queries.cancelQueries({ queryKey });
        show(tagged ? ["business"] : []);
      },
      onError: (_error, { tagged }) => {
        show(tagged ? [] : ["business"]);
        toast(t("trip.tagFailed"), "bad");
      },
      onSettled: () => queries.invalidateQueries(trpc.trips.pathFilter()),
    }),
  );
  const set = (tagged: boolean) => change.mutate({ tripId: trip.id, tag: "business", tagged });
  return (tagged) => {
    const tell = () => toast(t(tagged ? "trip.tagged" : "trip.untagged"), "good", { label: t("common.undo"), run: () => set(!tagged) });
    change.mutate({ tripId: trip.id, tag: "business", tagged }, { onSuccess: tell });
  };
}
