"use client";

import { type FormEvent, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { PasswordInput } from "#components/ui/forms/password-input.tsx";
import { EntryFrame, EntryNotice } from "./entry-frame.tsx";
import { signInPath } from "./next-path.ts";
import { findMistakes, type SetupMistakes, type SetupValues, submitSetup } from "./setup-form.ts";

/** Creates the first fleet and its owner, by the one-time link. */
export function SetupScreen({ token }: { token: string }) {
  const t = useMessages();
  return (
    <EntryFrame title={t("setup.title")} lead={t("setup.lead")}>
      {token === "" ? <EntryNotice tone="bad">{t("setup.noToken")}</EntryNotice> : <SetupForm token={token} />}
    </EntryFrame>
  );
}

function SetupForm({ token }: { token: string }) {
  const t = useMessages();
  const { busy, failure, mistakes, submit } = useSetup(token);
  const error = (name: keyof SetupValues) => {
    const mistake = mistakes[name];
    return mistake ? t(`setup.${mistake}`) : null;
  };
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      {failure ? <EntryNotice tone="bad">{failure}</EntryNotice> : null}
      <Field label={t("setup.accountName")} hint={t("setup.accountHint")} error={error("accountName")}>
        {(control) => <Input {...control} name="accountName" autoComplete="organization" maxLength={100} />}
      </Field>
      <Field label={t("setup.name")} error={error("name")}>
        {(control) => <Input {...control} name="name" autoComplete="name" maxLength={100} />}
      </Field>
      <Field label={t("setup.email")} error={error("email")}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" autoCapitalize="none" spellCheck={false} />}
      </Field>
      <Field label={t("setup.password")} hint={t("setup.passwordHint")} error={error("password")}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy} className="mt-1 w-full">
        {t(busy ? "setup.submitting" : "setup.submit")}
      </Button>
    </form>
  );
}

function useSetup(token: string) {
  const t = useMessages();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [mistakes, setMistakes] = useState<SetupMistakes>({});

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    const read = (name: string) => String(data.get(name) ?? "");
    const values: SetupValues = {
      accountName: read("accountName").trim(),
      name: read("name").trim(),
      email: read("email").trim(),
      password: read("password"),
    };
    const found = findMistakes(values);
    setMistakes(found);
    setFailure(null);
    const [first] = Object.keys(found);
    if (first !== undefined) {
      form.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
      return;
    }
    setBusy(true);
    const answer = await submitSetup(token, values);
    if (answer.ok) {
      // Replaced, so that the link with its token leaves the history.
      window.location.replace(signInPath(null, "setUp"));
      return;
    }
    setBusy(false);
    setFailure(answer.error ?? t(answer.reached ? "setup.failed" : "setup.unreachable"));
  };
  return { busy, failure, mistakes, submit };
}
