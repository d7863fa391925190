"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";

export type App = RouterOutputs["apps"]["get"];

/** Shows anew what may have changed with an app. */
export function useAppRefresh() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return () => queries.invalidateQueries(trpc.apps.pathFilter());
}

/** Changes an app; what was wrong with the change is in the result's error, for the form to show. */
export function useAppChange(done: "apps.saved" | "apps.switchedOn" = "apps.saved") {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const refresh = useAppRefresh();
  const onSuccess = async () => {
    await refresh();
    toast(t(done));
  };
  return useMutation(trpc.apps.update.mutationOptions({ onSuccess }));
}

/** Makes an app. Its secret is not kept for longer than it is shown. */
export function useAppCreation() {
  const trpc = useTRPC();
  const onSuccess = useAppRefresh();
  return useMutation(trpc.apps.create.mutationOptions({ onSuccess, gcTime: 0 }));
}

/** Deletes an app and leaves its page. */
export function useAppRemoval() {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const queries = useQueryClient();
  return useMutation(
    trpc.apps.remove.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.apps.list.queryFilter());
        router.replace("/developers/apps");
        toast(t("apps.removed"));
      },
      onError: () => toast(t("apps.failed"), "bad"),
    }),
  );
}
