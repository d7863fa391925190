"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { ApiKey } from "./keys-card.tsx";

/** Asks before a key ends for good; open while there is one to ask about. */
export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const revoke = useMutation(
    trpc.developers.revokeKey.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.developers.listKeys.queryFilter());
        onClose();
        toast(t("developers.revoked"));
      },
      onError: () => toast(t("developers.failed"), "bad"),
    }),
  );
  return (
    <Dialog
      open={apiKey !== null}
      onClose={onClose}
      title={t("developers.revokeTitle")}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="danger" busy={revoke.isPending} onClick={() => apiKey && revoke.mutate({ tokenId: apiKey.id })}>
            {t("developers.revoke")}
          </Button>
        </>
      }
    >
      <p className="text-base text-muted">{t("developers.revokeText", { name: apiKey?.name ?? "" })}</p>
    </Dialog>
  );
}
