"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { OwnModel } from "./model-settings.tsx";

/** Reads makes and models again after a change. */
export function useRefreshModels(): () => Promise<unknown> {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries(trpc.fleet.makes.queryFilter()),
      queries.invalidateQueries(trpc.fleet.models.pathFilter()),
      queries.invalidateQueries(trpc.fleet.ownModels.queryFilter()),
    ]);
}

/** Removes a model the account added; the note says so and brings it back with its links. */
export function useModelRemoval(): (model: OwnModel) => void {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const refresh = useRefreshModels();
  const onError = () => toast(t("fleet.failed"), "bad");
  const add = useMutation(trpc.fleet.addModel.mutationOptions({ onError, onSettled: refresh }));
  const remove = useMutation(trpc.fleet.removeModel.mutationOptions({ onError, onSettled: refresh }));
  return ({ id, make, model, imageUrl, videoUrl }) => {
    const restore = () => add.mutate({ make, model, imageUrl, videoUrl });
    const tell = () => toast(t("fleet.removed", { model }), "good", { label: t("common.undo"), run: restore });
    remove.mutate({ modelId: id }, { onSuccess: tell });
  };
}
