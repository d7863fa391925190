"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";

/** Makes and revokes a person's calendar addresses. */
export function useFeedChanges() {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries(trpc.services.feeds.queryFilter());
  // What the server says is about the number of addresses; it is meant to be read.
  const onError = (error: { message: string }) => toast(error.message || t("services.failed"), "bad");
  const create = useMutation(trpc.services.createFeed.mutationOptions({ onSuccess: refresh, onError }));
  const { mutate, isPending } = useMutation(trpc.services.revokeFeed.mutationOptions({ onError }));
  const run = (feed: { id: number; name: string }, done: () => void) =>
    mutate(
      { feedId: feed.id },
      {
        onSuccess: () => {
          void refresh();
          done();
          toast(t("services.feedRevoked", { name: feed.name }));
        },
      },
    );
  return { create, revoke: { run, isPending } };
}
