"use client";

import { type FormEvent, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import { ScopeList } from "./scope-list.tsx";
import { type App, useAppChange } from "./use-app-changes.ts";

/** What the app may be allowed; asks first when that ends tokens. */
export function ScopeSettings({ app }: { app: App }) {
  const t = useMessages();
  const change = useAppChange();
  const [scopes, setScopes] = useState<AppScope[]>(app.scopes);
  const [asking, setAsking] = useState(false);
  const removed = app.scopes.filter((scope) => !scopes.includes(scope));
  const isSame = scopes.join() === app.scopes.join();
  const store = () => change.mutate({ appId: app.id, scopes }, { onSettled: () => setAsking(false) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending || isSame) return;
    if (removed.length > 0) setAsking(true);
    else store();
  };
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <ScopeList label={t("apps.scopes")} hideLabel value={scopes} onChange={setScopes} />
      {change.error ? (
        <p role="alert" className="text-sm text-bad">
          {change.error.message}
        </p>
      ) : null}
      <Button type="submit" busy={change.isPending} disabled={isSame} className="self-start">
        {t("common.save")}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("apps.removeScopesTitle")}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t("common.cancel")}</Button>
            <Button variant="danger" busy={change.isPending} onClick={store}>
              {t("apps.removeScopes")}
            </Button>
          </>
        }
      >
        <p className="text-base text-muted">{t("apps.removeScopesText", { scopes: removed.join(", ") })}</p>
      </Dialog>
    </form>
  );
}
