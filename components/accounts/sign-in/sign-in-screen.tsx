"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { PasswordInput } from "#components/ui/forms/password-input.tsx";
import { EntryFrame, EntryNotice } from "./entry-frame.tsx";
import type { SignInReason } from "./next-path.ts";
import { type SignInProblem, toProblem } from "./problem.ts";

interface Props {
  /** Where to go afterwards; checked by the page. */
  next: string;
  reason: SignInReason | null;
}

export function SignInScreen({ next, reason }: Props) {
  const t = useMessages();
  return (
    <EntryFrame title={t("signIn.title")} lead={t("signIn.lead")}>
      {reason ? <EntryNotice>{t(`signIn.${reason}`)}</EntryNotice> : null}
      <SignInForm next={next} />
    </EntryFrame>
  );
}

function SignInForm({ next }: { next: string }) {
  const t = useMessages();
  const { busy, problem, missing, submit } = useSignIn(next);
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      {problem ? <ProblemNotice problem={problem} /> : null}
      <Field label={t("signIn.email")} error={missing === "email" ? t("signIn.emailMissing") : null}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" autoCapitalize="none" spellCheck={false} />}
      </Field>
      <Field label={t("signIn.password")} error={missing === "password" ? t("signIn.passwordMissing") : null}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="current-password" />}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy} className="mt-1 w-full">
        {t(busy ? "signIn.submitting" : "signIn.submit")}
      </Button>
    </form>
  );
}

function ProblemNotice({ problem }: { problem: SignInProblem }) {
  const t = useMessages();
  const text = "seconds" in problem ? t(`signIn.${problem.kind}`, { count: problem.seconds }) : t(`signIn.${problem.kind}`);
  return <EntryNotice tone="bad">{text}</EntryNotice>;
}

function useSignIn(next: string) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [missing, setMissing] = useState<"email" | "password" | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    const email = String(data.get("email") ?? "").trim();
    const password = String(data.get("password") ?? "");
    const empty = email === "" ? "email" : password === "" ? "password" : null;
    setMissing(empty);
    setProblem(null);
    if (empty) {
      form.querySelector<HTMLInputElement>(`[name=${empty}]`)?.focus();
      return;
    }
    setBusy(true);
    const found = await trySignIn(email, password);
    if (found === null) {
      window.location.assign(next);
      return;
    }
    setBusy(false);
    setProblem(found);
  };

  return { busy, problem, missing, submit };
}

/** Null: signed in. */
async function trySignIn(email: string, password: string): Promise<SignInProblem | null> {
  try {
    const result = await signIn("credentials", { redirect: false, email, password });
    return toProblem(result);
  } catch {
    return { kind: "unreachable" };
  }
}
