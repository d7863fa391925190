"use client";

import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { SecretText } from "./secret-text.tsx";

/** How long the secret before may go on working, s. */
const overlaps = ["86400", "604800", "3600", "0"] as const;

interface Props {
  open: boolean;
  onClose: () => void;
  title: string;
  text: string;
  copyLabel: string;
  /** The new secret, once it is made. */
  made: string | undefined;
  busy: boolean;
  error: string | undefined;
  onRotate: (overlapS: number) => void;
  /** Drops the secret that was shown. */
  onForget: () => void;
}

/** Asks how long the secret so far shall work, makes a new one, and shows it, once. */
export function RotateDialog({ open, onClose, title, text, copyLabel, made, busy, error, onRotate, onForget }: Props) {
  const t = useMessages();
  const [overlap, setOverlap] = useState<string>(overlaps[0]);
  const close = () => {
    onForget();
    onClose();
  };
  const actions =
    made === undefined ? (
      <>
        <Button onClick={close}>{t("common.cancel")}</Button>
        <Button variant="primary" busy={busy} onClick={() => onRotate(Number(overlap))}>
          {t("apps.rotate")}
        </Button>
      </>
    ) : (
      <Button variant="primary" onClick={close}>
        {t("apps.done")}
      </Button>
    );
  return (
    <Dialog open={open} onClose={close} title={made === undefined ? title : t("apps.rotated")} actions={actions}>
      <div className="flex flex-col gap-4">
        <p className="text-base text-muted">{made === undefined ? text : t("apps.rotatedText")}</p>
        {made === undefined ? (
          <Field label={t("apps.overlap")} error={error}>
            {(control) => (
              <Select
                {...control}
                options={overlaps.map((value) => ({ value, label: t(`apps.overlaps.${value}`) }))}
                value={overlap}
                onChange={(event) => setOverlap(event.target.value)}
              />
            )}
          </Field>
        ) : (
          <SecretText text={made} copyLabel={copyLabel} />
        )}
      </div>
    </Dialog>
  );
}
