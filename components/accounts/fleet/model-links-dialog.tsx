"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { OwnModel } from "./model-settings.tsx";
import { useRefreshModels } from "./use-model-changes.ts";

/** A model with what the account keeps of it; null: nothing yet. */
export interface LinkedModel {
  make: string;
  model: string;
  mine: OwnModel | null;
}

/** Says where a picture and a film show how the adapter goes in; open while there is a model to say it of. */
export function ModelLinksDialog({ linked, onClose }: { linked: LinkedModel | null; onClose: () => void }) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const form = useId();
  const refresh = useRefreshModels();
  const change = useMutation(trpc.fleet.setModelLinks.mutationOptions());
  const close = () => {
    change.reset();
    onClose();
  };
  const save = (links: { imageUrl: string | null; videoUrl: string | null }) => {
    if (!linked || change.isPending) return;
    const onSuccess = async () => {
      await refresh();
      close();
      toast(t("fleet.saved"));
    };
    change.mutate({ make: linked.make, model: linked.model, ...links }, { onSuccess });
  };
  return (
    <Dialog
      open={linked !== null}
      onClose={close}
      title={t("fleet.linksOf", { model: linked ? `${linked.make} ${linked.model}` : "" })}
      actions={
        <>
          <Button onClick={close}>{t("common.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={change.isPending}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      {linked ? <LinksForm id={form} mine={linked.mine} error={change.error?.message} onSave={save} /> : null}
    </Dialog>
  );
}

interface FormProps {
  id: string;
  mine: OwnModel | null;
  error: string | undefined;
  onSave: (links: { imageUrl: string | null; videoUrl: string | null }) => void;
}

function LinksForm({ id, mine, error, onSave }: FormProps) {
  const t = useMessages();
  const [imageUrl, setImageUrl] = useState(mine?.imageUrl ?? "");
  const [videoUrl, setVideoUrl] = useState(mine?.videoUrl ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave({ imageUrl: imageUrl.trim() || null, videoUrl: videoUrl.trim() || null });
  };
  const url = { type: "url", maxLength: 500, autoComplete: "off" };
  return (
    <form id={id} method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("fleet.imageUrl")}>
        {(control) => (
          <Input {...control} {...url} name="imageUrl" value={imageUrl} onChange={(event) => setImageUrl(event.target.value)} />
        )}
      </Field>
      <Field label={t("fleet.videoUrl")} hint={t("fleet.linksHint")} error={error}>
        {(control) => (
          <Input {...control} {...url} name="videoUrl" value={videoUrl} onChange={(event) => setVideoUrl(event.target.value)} />
        )}
      </Field>
    </form>
  );
}
