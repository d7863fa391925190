"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { useServiceChanges } from "#components/service/use-service-changes.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Spinner } from "#components/ui/layout/spinner.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { WorkForm } from "./work-form.tsx";

/** What is about to be noted as done: the work of a plan, or anything. */
export interface WorkTask {
  vehicleId: number;
  plan: { id: number; name: string } | null;
}

interface Props {
  /** Null: closed. */
  task: WorkTask | null;
  onClose: () => void;
  changes: ReturnType<typeof useServiceChanges>;
}

/** Notes work on a car as done. */
export function WorkDialog({ task, onClose: close, changes }: Props) {
  const t = useMessages();
  const onClose = () => {
    changes.complete.reset();
    changes.record.reset();
    close();
  };
  const formId = useId();
  const busy = changes.complete.isPending || changes.record.isPending;
  const title = task?.plan ? t("services.workOf", { name: task.plan.name }) : t("services.workNew");
  return (
    <Dialog
      open={task !== null}
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy}>
            {t("services.workSave")}
          </Button>
        </>
      }
    >
      {task ? <LoadedForm id={formId} task={task} onClose={onClose} changes={changes} /> : null}
    </Dialog>
  );
}

/** The form begins with what is known of the car, so it waits for that. */
function LoadedForm({ id, task, onClose, changes }: { id: string; task: WorkTask } & Omit<Props, "task">) {
  const t = useMessages();
  const trpc = useTRPC();
  const { data, isError } = useQuery(trpc.services.vehicle.queryOptions({ vehicleId: task.vehicleId }));
  if (isError) return <p role="alert">{t("services.failed")}</p>;
  if (!data) return <Spinner />;
  return <WorkForm id={id} task={task} car={data} onClose={onClose} changes={changes} />;
}
