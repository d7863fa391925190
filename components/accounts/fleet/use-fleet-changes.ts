"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";

export type FleetSettings = RouterOutputs["fleet"]["get"];

/** Stores settings of the account and shows them everywhere. */
export function useFleetChange() {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const queries = useQueryClient();
  return useMutation(
    trpc.fleet.change.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          queries.invalidateQueries(trpc.fleet.get.queryFilter()),
          queries.invalidateQueries(trpc.me.get.queryFilter()),
          // Trips have a cost.
          queries.invalidateQueries(trpc.trips.pathFilter()),
        ]);
        // What comes with the page: the account's name in the frame.
        router.refresh();
        toast(t("fleet.saved"));
      },
    }),
  );
}
