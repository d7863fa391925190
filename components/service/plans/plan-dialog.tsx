"use client";

import { type FormEvent, useId, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { Plan } from "#components/service/service-data.ts";
import type { usePlanChanges } from "#components/service/use-service-changes.ts";
import { useServiceWords } from "#components/service/use-service-words.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { emptyPlan, findPlanProblem, type PlanDraft, type PlanProblem, toNewPlan, toPlanChange, toPlanDraft } from "./plan-draft.ts";
import { PlanFields } from "./plan-fields.tsx";

/** A plan to be changed, or `new`. */
export type PlanTask = Plan | "new";

interface Props {
  vehicleId: number;
  /** Null: closed. */
  task: PlanTask | null;
  onClose: () => void;
  changes: ReturnType<typeof usePlanChanges>;
}

/** Makes a plan or changes one. */
export function PlanDialog({ task, onClose: close, changes, ...rest }: Props) {
  const t = useMessages();
  const onClose = () => {
    changes.create.reset();
    changes.change.reset();
    close();
  };
  const formId = useId();
  const busy = changes.create.isPending || changes.change.isPending;
  return (
    <Dialog
      open={task !== null}
      onClose={onClose}
      title={task === null || task === "new" ? t("services.planNew") : t("services.planEdit", { name: task.name })}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      {task ? <PlanForm id={formId} task={task} onClose={onClose} changes={changes} {...rest} /> : null}
    </Dialog>
  );
}

function PlanForm({ id, vehicleId, task, onClose, changes: { create, change } }: Props & { id: string; task: PlanTask }) {
  const t = useMessages();
  const toast = useToast();
  const words = useServiceWords();
  const [before] = useState<PlanDraft>(() => (task === "new" ? emptyPlan : toPlanDraft(task, words.toTyped)));
  const [draft, setDraft] = useState(before);
  const [problem, setProblem] = useState<PlanProblem | null>(null);
  const onSuccess = () => {
    onClose();
    toast(t("services.planSaved"));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (create.isPending || change.isPending) return;
    const found = findPlanProblem(draft) ?? (event.currentTarget.checkValidity() ? null : "planOutOfRange");
    setProblem(found);
    if (found) return;
    if (task === "new") return create.mutate({ vehicleId, ...toNewPlan(draft, words.fromTyped) }, { onSuccess });
    const changed = toPlanChange(before, draft, words.fromTyped);
    if (Object.keys(changed).length === 0) return onClose();
    change.mutate({ planId: task.id, ...changed }, { onSuccess });
  };
  const error = task === "new" ? create.error : change.error;
  const text = problem === "planOutOfRange" ? t("services.planOutOfRange") : error?.message;
  return (
    <form id={id} method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      <PlanFields draft={draft} problem={problem} isNew={task === "new"} onChange={setDraft} />
      {text ? (
        <p role="alert" className="text-sm text-bad">
          {text}
        </p>
      ) : null}
    </form>
  );
}
