"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { VehicleStatus } from "./vehicle-data.ts";
import { toVehicleChange, toVehicleDraft } from "./vehicle-draft.ts";
import { VehicleFields } from "./vehicle-fields.tsx";

interface Props {
  open: boolean;
  onClose: () => void;
  status: VehicleStatus;
}

/** A car's own data, for managers. */
export function EditVehicleDialog({ open, onClose, status }: Props) {
  const t = useMessages();
  const form = useId();
  const change = useVehicleChange(onClose);
  const close = () => {
    change.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t("vehicle.edit.title", { name: status.name })}
      actions={
        <>
          <Button onClick={close}>{t("common.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={change.isPending}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      <EditForm id={form} status={status} change={change} onClose={close} />
    </Dialog>
  );
}

function useVehicleChange(onDone: () => void) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const onSuccess = async () => {
    await Promise.all([queries.invalidateQueries(trpc.vehicles.pathFilter()), queries.invalidateQueries(trpc.garage.pathFilter())]);
    onDone();
    toast(t("vehicle.edit.saved"));
  };
  return useMutation(trpc.vehicles.change.mutationOptions({ onSuccess }));
}

interface FormProps {
  id: string;
  status: VehicleStatus;
  change: ReturnType<typeof useVehicleChange>;
  onClose: () => void;
}

function EditForm({ id, status, change, onClose }: FormProps) {
  const { units } = useFormat();
  const [before] = useState(() => toVehicleDraft(status, units));
  const [draft, setDraft] = useState(before);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending) return;
    const changed = toVehicleChange(before, draft, units);
    if (Object.keys(changed).length === 0) onClose();
    else change.mutate({ vehicleId: status.id, ...changed });
  };
  return (
    <form id={id} method="post" onSubmit={submit} className="flex flex-col gap-4">
      <VehicleFields draft={draft} onChange={setDraft} />
      {change.error ? (
        <p role="alert" className="text-sm text-bad">
          {change.error.message}
        </p>
      ) : null}
    </form>
  );
}
