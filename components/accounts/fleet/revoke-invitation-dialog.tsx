"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { Invitation } from "./registration-settings.tsx";

/** Asks before an invitation ends; open while there is one to ask about. */
export function RevokeInvitationDialog({ invitation, onClose }: { invitation: Invitation | null; onClose: () => void }) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const revoke = useMutation(
    trpc.fleet.revokeInvitation.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.fleet.invitations.queryFilter());
        onClose();
      },
      onError: () => toast(t("fleet.failed"), "bad"),
    }),
  );
  return (
    <Dialog
      open={invitation !== null}
      onClose={onClose}
      title={t("fleet.revokeTitle")}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="danger" busy={revoke.isPending} onClick={() => invitation && revoke.mutate({ invitationId: invitation.id })}>
            {t("fleet.revoke")}
          </Button>
        </>
      }
    >
      <p className="text-base text-muted">{t("fleet.revokeText")}</p>
    </Dialog>
  );
}
