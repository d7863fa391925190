"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { AlertRule } from "./rule-text.ts";

/** Makes, changes and removes rules; a removed one can be brought back from the notification. */
export function useRuleChanges() {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const options = {
    onSettled: () => queries.invalidateQueries(trpc.alerts.rules.queryFilter()),
    onError: (error: { message: string }) => toast(error.message, "bad"),
  };
  const create = useMutation(trpc.alerts.createRule.mutationOptions(options));
  const change = useMutation(trpc.alerts.changeRule.mutationOptions(options));
  const restore = useMutation(trpc.alerts.createRule.mutationOptions({ ...options, onSuccess: () => toast(t("common.undone")) }));
  const remove = useMutation(
    trpc.alerts.removeRule.mutationOptions({
      ...options,
      onSuccess: (rule) =>
        toast(t("alerts.rules.removed", { kind: t(`alerts.kinds.${rule.kind}`) }), "good", {
          label: t("common.undo"),
          run: () => restore.mutate(toNewRule(rule)),
        }),
    }),
  );
  return { create, change, remove };
}

function toNewRule({ id: _id, uid: _uid, accountId: _accountId, createdAt: _createdAt, params, ...rest }: AlertRule) {
  return { ...rest, params: { ...params } };
}
