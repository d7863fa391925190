"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { CopyButton } from "#components/ui/buttons/copy-button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";

/** Makes an invitation, then shows it, once. */
export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useMessages();
  const form = useId();
  const invite = useInvite();
  const close = () => {
    invite.reset();
    onClose();
  };
  const made = invite.data;
  const actions = made ? (
    <Button variant="primary" onClick={close}>
      {t("fleet.done")}
    </Button>
  ) : (
    <>
      <Button onClick={close}>{t("common.cancel")}</Button>
      <Button variant="primary" type="submit" form={form} busy={invite.isPending}>
        {t("fleet.invite")}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onClose={close} title={made ? t("fleet.inviteMade") : t("fleet.inviteTitle")} actions={actions}>
      {made ? <Secret token={made.token} /> : <InviteForm id={form} invite={invite} />}
    </Dialog>
  );
}

function useInvite() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries(trpc.fleet.invitations.queryFilter());
  // The secret is not kept for longer than it is shown.
  return useMutation(trpc.fleet.invite.mutationOptions({ onSuccess, gcTime: 0 }));
}

function Secret({ token }: { token: string }) {
  const t = useMessages();
  return (
    <div className="flex flex-col gap-3">
      <p className="text-base text-muted">{t("fleet.inviteOnce")}</p>
      <div className="flex items-center gap-1 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 font-mono text-sm break-all">{token}</code>
        <CopyButton text={token} label={t("fleet.copyInvitation")} />
      </div>
    </div>
  );
}

function InviteForm({ id, invite }: { id: string; invite: ReturnType<typeof useInvite> }) {
  const t = useMessages();
  const [email, setEmail] = useState("");
  const [days, setDays] = useState("14");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!invite.isPending) invite.mutate({ email: email.trim() || null, days: Number(days) });
  };
  return (
    <form id={id} method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("fleet.inviteEmail")} hint={t("fleet.inviteEmailHint")} error={invite.error?.message}>
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            autoComplete="off"
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("fleet.inviteDays")}>
        {(control) => (
          <Input
            {...control}
            type="number"
            name="days"
            required
            min={1}
            max={90}
            value={days}
            onChange={(event) => setDays(event.target.value)}
            className="max-w-28"
          />
        )}
      </Field>
    </form>
  );
}
