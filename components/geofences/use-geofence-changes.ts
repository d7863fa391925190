"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { Geofence } from "./geofence-data.ts";

/** Stores, changes and removes geofences; a removed one can be brought back from the notification. */
export function useGeofenceChanges() {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries(trpc.geofences.pathFilter());
  const onError = () => toast(t("geofences.failed"), "bad");

  const create = useMutation(trpc.geofences.create.mutationOptions({ onSuccess: refresh }));
  const change = useMutation(trpc.geofences.change.mutationOptions({ onSuccess: refresh }));
  const { mutateAsync: createAgain } = useMutation(trpc.geofences.create.mutationOptions());
  const { mutateAsync: changeRule } = useMutation(trpc.alerts.changeRule.mutationOptions());
  const restore = useMutation({
    mutationFn: async ({ id, name, shape }: Geofence) => {
      const again = await createAgain({ name, shape });
      // The rules about it go on with the one that has taken its place.
      for (const rule of await queries.fetchQuery(trpc.alerts.rules.queryOptions(undefined, { staleTime: 0 }))) {
        if ("geofenceId" in rule.params && rule.params.geofenceId === id) {
          await changeRule({ ruleId: rule.id, params: { ...rule.params, geofenceId: again.id } });
        }
      }
      return again;
    },
    onSuccess: async ({ name }) => {
      await refresh();
      toast(t("geofences.restored", { name }));
    },
    onError,
  });
  const removal = useMutation(trpc.geofences.remove.mutationOptions({ onError }));
  const remove = (geofence: Geofence) =>
    removal.mutate(
      { geofenceId: geofence.id },
      {
        onSuccess: () => {
          void refresh();
          const undo = { label: t("common.undo"), run: () => restore.mutate(geofence) };
          toast(t("geofences.removed", { name: geofence.name }), "good", undo);
        },
      },
    );
  return { create, change, remove };
}
