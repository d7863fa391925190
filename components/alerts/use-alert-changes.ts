"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";
import { type SnoozeChoice, snoozeUntil } from "./snooze-times.ts";

/** Acknowledges alerts and snoozes rules; both can be undone from the notification. */
export function useAlertChanges() {
  const acknowledging = useAcknowledging();
  return { ...acknowledging, snooze: useSnoozing() };
}

function useAcknowledging() {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const { mutateAsync: acknowledgeOne } = useMutation(trpc.alerts.acknowledge.mutationOptions());
  const { mutateAsync: reopenOne } = useMutation(trpc.alerts.reopen.mutationOptions());
  const options = {
    onSettled: () => queries.invalidateQueries(trpc.alerts.pathFilter()),
    onError: () => toast(t("alerts.failed"), "bad"),
  };
  const reopen = useMutation({
    ...options,
    mutationFn: (alertIds: readonly number[]) => Promise.all(alertIds.map((alertId) => reopenOne({ alertId }))),
  });
  const acknowledge = useMutation({
    ...options,
    mutationFn: (alertIds: readonly number[]) => Promise.all(alertIds.map((alertId) => acknowledgeOne({ alertId }))),
    onSuccess: (_done, alertIds) => {
      const undo = { label: t("common.undo"), run: () => reopen.mutate(alertIds) };
      toast(t("alerts.acknowledgedCount", { count: alertIds.length }), "good", undo);
    },
  });
  return { acknowledge: acknowledge.mutate, reopen: reopen.mutate, acknowledging: acknowledge.isPending ? acknowledge.variables : none };
}

const none: readonly number[] = [];

export interface SnoozeAsked {
  alert: AlertDetails;
  choice: SnoozeChoice;
  /** True: for every car the rule watches. */
  forAll: boolean;
}

function useSnoozing(): (asked: SnoozeAsked) => void {
  const t = useMessages();
  const format = useFormat();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const options = {
    onSettled: () => queries.invalidateQueries(trpc.alerts.snoozes.queryFilter()),
    onError: () => toast(t("alerts.failed"), "bad"),
  };
  const end = useMutation(trpc.alerts.unsnooze.mutationOptions(options));
  const begin = useMutation(
    trpc.alerts.snooze.mutationOptions({
      ...options,
      onSuccess: (snoozeId, { until }) => {
        const undo = { label: t("common.undo"), run: () => end.mutate({ snoozeId }) };
        toast(t("alerts.snoozed", { until: `${format.date(until)}, ${format.time(until)}` }), "good", undo);
      },
    }),
  );
  return ({ alert, choice, forAll }) => {
    if (alert.ruleId === null) return;
    const vehicleId = forAll ? null : (alert.vehicle?.id ?? null);
    begin.mutate({ ruleId: alert.ruleId, vehicleId, until: snoozeUntil(choice, Date.now()) });
  };
}
