"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { controlClass } from "#components/ui/forms/control-class.ts";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";

interface Props {
  name: string;
  onName: (name: string) => void;
  /** One per line. */
  redirectUris: string;
  onRedirectUris: (lines: string) => void;
  error: string | undefined;
}

/** What every app has: a name, and where people come back to. */
export function AppFields({ name, onName, redirectUris, onRedirectUris, error }: Props) {
  const t = useMessages();
  return (
    <>
      <Field label={t("apps.name")} hint={t("apps.nameHint")}>
        {(control) => (
          <Input
            {...control}
            name="name"
            required
            autoComplete="off"
            maxLength={100}
            value={name}
            onChange={(event) => onName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("apps.redirectUris")} hint={t("apps.redirectUrisHint", { client_id: "{client_id}" })} error={error}>
        {(control) => (
          <textarea
            {...control}
            name="redirectUris"
            required
            rows={3}
            spellCheck={false}
            autoCapitalize="none"
            placeholder="https://app.example/callback"
            value={redirectUris}
            onChange={(event) => onRedirectUris(event.target.value)}
            className={controlClass("h-auto py-2 font-mono pointer-coarse:h-auto")}
          />
        )}
      </Field>
    </>
  );
}
