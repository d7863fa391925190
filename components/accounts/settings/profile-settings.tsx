"use client";

import { type FormEvent, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { type Me, useProfileUpdate } from "./use-profile-update.ts";

export function ProfileSettings({ me }: { me: Me }) {
  const t = useMessages();
  const update = useProfileUpdate();
  const [name, setName] = useState(me.name);
  const trimmed = name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (trimmed !== "" && trimmed !== me.name) update.mutate({ name: trimmed });
  };
  return (
    <>
      <form method="post" onSubmit={submit} className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field label={t("settings.name")}>
            {(control) => (
              <Input
                {...control}
                name="name"
                autoComplete="name"
                maxLength={100}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Button type="submit" busy={update.isPending} disabled={trimmed === "" || trimmed === me.name}>
          {t("common.save")}
        </Button>
      </form>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        <dt className="text-muted">{t("settings.email")}</dt>
        <dd className="min-w-0 break-words">{me.email}</dd>
        <dt className="text-muted">{t("settings.account")}</dt>
        <dd>{me.accountName}</dd>
        <dt className="text-muted">{t("settings.role")}</dt>
        <dd>{t(`shell.roles.${me.role}`)}</dd>
      </dl>
    </>
  );
}
