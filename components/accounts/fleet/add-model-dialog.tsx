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
import { useRefreshModels } from "./use-model-changes.ts";

interface Props {
  open: boolean;
  onClose: () => void;
  /** Stands in the field to begin with. */
  make: string;
  onAdded: (make: string) => void;
}

/** Adds a make and model of the account's own. */
export function AddModelDialog({ open, onClose, make, onAdded }: Props) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const form = useId();
  const refresh = useRefreshModels();
  const add = useMutation(trpc.fleet.addModel.mutationOptions());
  const close = () => {
    add.reset();
    onClose();
  };
  const save = (named: { make: string; model: string }) => {
    if (add.isPending) return;
    const onSuccess = async ({ make: added, model }: { make: string; model: string }) => {
      await refresh();
      onAdded(added);
      close();
      toast(t("fleet.added", { model }));
    };
    add.mutate(named, { onSuccess });
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t("fleet.addTitle")}
      actions={
        <>
          <Button onClick={close}>{t("common.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={add.isPending}>
            {t("fleet.addModel")}
          </Button>
        </>
      }
    >
      <ModelForm id={form} make={make} error={add.error?.message} onSave={save} />
    </Dialog>
  );
}

interface FormProps {
  id: string;
  make: string;
  error: string | undefined;
  onSave: (named: { make: string; model: string }) => void;
}

function ModelForm({ id, make: known, error, onSave }: FormProps) {
  const t = useMessages();
  const [make, setMake] = useState(known);
  const [model, setModel] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave({ make: make.trim(), model: model.trim() });
  };
  const text = { required: true, maxLength: 60, autoComplete: "off" };
  return (
    <form id={id} method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("fleet.make")}>
        {(control) => <Input {...control} {...text} name="make" value={make} onChange={(event) => setMake(event.target.value)} />}
      </Field>
      <Field label={t("fleet.model")} error={error}>
        {(control) => <Input {...control} {...text} name="model" value={model} onChange={(event) => setModel(event.target.value)} />}
      </Field>
    </form>
  );
}
