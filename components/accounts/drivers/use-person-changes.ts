"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";

/** Stores what is known of a driver, and whom to call; `onDone` when that has worked. */
export function usePersonChanges(onDone: () => void) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const onSuccess = async () => {
    await Promise.all([queries.invalidateQueries(trpc.drivers.pathFilter()), queries.invalidateQueries(trpc.trips.pathFilter())]);
    onDone();
    toast(t("drivers.saved"));
  };
  return {
    change: useMutation(trpc.drivers.change.mutationOptions({ onSuccess })),
    changeContacts: useMutation(trpc.drivers.changeEmergencyContacts.mutationOptions({ onSuccess })),
  };
}
