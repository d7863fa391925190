"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";

export type Me = RouterOutputs["me"]["get"];

/** Stores a change of one's own profile and shows it everywhere. */
export function useProfileUpdate() {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const queries = useQueryClient();
  return useMutation(
    trpc.me.updateProfile.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.me.get.queryFilter());
        // The frame and the units come with the page.
        router.refresh();
        toast(t("settings.saved"));
      },
      onError: () => toast(t("settings.failed"), "bad"),
    }),
  );
}
