"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";

type ServiceRecord = RouterOutputs["services"]["complete"];

/** Notes work as done and takes it back; each can be undone from the notification. */
export function useServiceChanges() {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries(trpc.services.pathFilter());
  const onError = () => toast(t("services.failed"), "bad");
  const complete = useMutation(trpc.services.complete.mutationOptions({ onSuccess: refresh }));
  const record = useMutation(trpc.services.record.mutationOptions({ onSuccess: refresh }));
  const removal = useMutation(trpc.services.removeRecord.mutationOptions({ onSuccess: refresh, onError }));

  const restore = ({ planId, vehicleId, name, ...gone }: ServiceRecord) => {
    const { doneOn, odometerKm, engineHours, cost, currency, note, doneBy, documentId } = gone;
    const work = { doneOn, odometerKm, engineHours, cost, currency, note, doneBy, documentId };
    const handlers = { onSuccess: () => toast(t("services.restored", { name })), onError };
    if (planId === null) record.mutate({ vehicleId, name, ...work }, handlers);
    else complete.mutate({ planId, ...work }, handlers);
  };
  const remove = (recordId: number) =>
    removal.mutate(
      { recordId },
      {
        onSuccess: (gone) =>
          toast(t("services.removed", { name: gone.name }), "good", { label: t("common.undo"), run: () => restore(gone) }),
      },
    );
  /** Says that work was recorded, with the way back. */
  const tellRecorded = ({ id, name }: ServiceRecord) =>
    toast(t("services.workSaved", { name }), "good", { label: t("common.undo"), run: () => remove(id) });
  return { complete, record, remove, tellRecorded };
}

/** Makes, changes and sets aside plans. */
export function usePlanChanges() {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries(trpc.services.pathFilter());
  const onError = () => toast(t("services.failed"), "bad");
  const create = useMutation(trpc.services.createPlan.mutationOptions({ onSuccess }));
  const change = useMutation(trpc.services.changePlan.mutationOptions({ onSuccess }));
  const restoration = useMutation(trpc.services.restorePlan.mutationOptions({ onSuccess, onError }));
  const setAside = useMutation(trpc.services.archivePlan.mutationOptions({ onSuccess, onError }));
  const restore = ({ id, name }: { id: number; name: string }) =>
    restoration.mutate({ planId: id }, { onSuccess: () => toast(t("services.planRestored", { name })) });
  const archive = (plan: { id: number; name: string }) =>
    setAside.mutate(
      { planId: plan.id },
      {
        onSuccess: () =>
          toast(t("services.planArchived", { name: plan.name }), "good", { label: t("common.undo"), run: () => restore(plan) }),
      },
    );
  return { create, change, archive };
}
