"use client";

import { useRef } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { buttonClass } from "#components/ui/buttons/button-class.ts";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";

/** The address of a new feed, to be copied or opened now: it cannot be shown again. */
export function FeedAddress({ token, onClose }: { token: string | null; onClose: () => void }) {
  const t = useMessages();
  const toast = useToast();
  const field = useRef<HTMLInputElement>(null);
  const url = token === null ? "" : `${window.location.origin}/api/calendar/${token}.ics`;
  const copy = async () => {
    field.current?.select();
    // Without https browsers give no clipboard; the address is selected then, ready for Ctrl-C.
    await navigator.clipboard?.writeText(url);
    if (navigator.clipboard) toast(t("services.copied"));
  };
  return (
    <Dialog
      open={token !== null}
      onClose={onClose}
      title={t("services.feedCreated")}
      actions={
        <>
          <a href={url.replace(/^https?:/, "webcal:")} className={buttonClass("secondary", "md")}>
            {t("services.feedOpen")}
          </a>
          <Button variant="primary" onClick={() => void copy()}>
            {t("services.copy")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-base text-muted">{t("services.feedOnce")}</p>
        <Field label={t("services.feedAddress")}>
          {(control) => <Input {...control} ref={field} readOnly value={url} onFocus={(event) => event.target.select()} />}
        </Field>
      </div>
    </Dialog>
  );
}
