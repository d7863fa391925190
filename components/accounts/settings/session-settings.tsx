"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { leave } from "#components/accounts/sign-in/leave.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";

export function SessionSettings() {
  const t = useMessages();
  const [asking, setAsking] = useState(false);
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => void leave("/sign-in")}>{t("settings.signOut")}</Button>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t("settings.signOutEverywhere")}
      </Button>
      <SignOutEverywhere open={asking} onClose={() => setAsking(false)} />
    </div>
  );
}

function SignOutEverywhere({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const end = useMutation(
    trpc.me.signOutEverywhere.mutationOptions({ onSuccess: () => leave("/sign-in"), onError: () => toast(t("settings.failed"), "bad") }),
  );
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("settings.signOutEverywhere")}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="primary" busy={end.isPending} onClick={() => end.mutate()}>
            {t("settings.signOutEverywhere")}
          </Button>
        </>
      }
    >
      <p className="text-base text-muted">{t("settings.signOutEverywhereText")}</p>
    </Dialog>
  );
}
