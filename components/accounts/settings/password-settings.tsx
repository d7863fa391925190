"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { leave } from "#components/accounts/sign-in/leave.ts";
import { signInPath } from "#components/accounts/sign-in/next-path.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { PasswordInput } from "#components/ui/forms/password-input.tsx";

/** Changes the password; all sessions end, so the next thing is to sign in with the new one. */
export function PasswordSettings({ email }: { email: string }) {
  const t = useMessages();
  const trpc = useTRPC();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation(trpc.me.changePassword.mutationOptions({ onSuccess: () => leave(signInPath(null, "changed")) }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending) change.mutate({ currentPassword: current, newPassword: next });
  };
  return (
    <form method="post" onSubmit={submit} className="flex max-w-80 flex-col items-stretch gap-4">
      {/* For password managers: whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field label={t("settings.currentPassword")} error={change.error?.message}>
        {(control) => (
          <PasswordInput
            {...control}
            name="current"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("settings.newPassword")} hint={t("settings.newPasswordHint")}>
        {(control) => (
          <PasswordInput
            {...control}
            name="new"
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" busy={change.isPending} disabled={current === "" || [...next].length < 8} className="self-start">
        {t("settings.changePassword")}
      </Button>
    </form>
  );
}
