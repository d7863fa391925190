"use client";

import { type FormEvent, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { AppFields } from "./app-fields.tsx";
import { readLines, toLines } from "./redirect-lines.ts";
import { type App, useAppChange } from "./use-app-changes.ts";

/** What people are shown, and where they come back to. */
export function DetailsSettings({ app }: { app: App }) {
  const t = useMessages();
  const change = useAppChange();
  const [name, setName] = useState(app.name);
  const [redirectUris, setRedirectUris] = useState(() => toLines(app.redirectUris));
  const isSame = name.trim() === app.name && toLines(readLines(redirectUris)) === toLines(app.redirectUris);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending && !isSame) change.mutate({ appId: app.id, name, redirectUris: readLines(redirectUris) });
  };
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <AppFields name={name} onName={setName} redirectUris={redirectUris} onRedirectUris={setRedirectUris} error={change.error?.message} />
      <Button type="submit" busy={change.isPending} disabled={isSame} className="self-start">
        {t("common.save")}
      </Button>
    </form>
  );
}
