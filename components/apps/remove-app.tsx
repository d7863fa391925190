"use client";

import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { type App, useAppRemoval } from "./use-app-changes.ts";

/** Asks before an app and all that it was allowed end for good. */
export function RemoveApp({ app }: { app: App }) {
  const t = useMessages();
  const remove = useAppRemoval();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="danger" className="self-start" onClick={() => setAsking(true)}>
        {t("apps.remove")}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("apps.removeTitle")}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t("common.cancel")}</Button>
            <Button variant="danger" busy={remove.isPending || remove.isSuccess} onClick={() => remove.mutate({ appId: app.id })}>
              {t("apps.remove")}
            </Button>
          </>
        }
      >
        <p className="text-base text-muted">{t("apps.removeAsk", { name: app.name, count: app.people })}</p>
      </Dialog>
    </>
  );
}
