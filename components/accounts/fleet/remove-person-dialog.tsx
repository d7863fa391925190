"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Segmented } from "#components/ui/forms/segmented.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { Person } from "./people-settings.tsx";

type Keys = RouterOutputs["fleet"]["keysOfPerson"];
type Fate = "end" | "takeOver";

/** Asks before a person is taken out of the account, and what becomes of the keys they made. */
export function RemovePersonDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: keys } = useQuery(trpc.fleet.keysOfPerson.queryOptions({ userId: person.id }));
  const [fate, setFate] = useState<Fate>("end");
  const remove = useRemovePerson(onClose);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("fleet.removePersonTitle", { name: person.name })}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            variant="danger"
            disabled={keys === undefined}
            busy={remove.isPending}
            onClick={() => remove.mutate({ userId: person.id, takeOverKeys: fate === "takeOver" })}
          >
            {t("fleet.remove")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-base text-muted">{t("fleet.removePersonText")}</p>
        {keys && keys.length > 0 ? <KeysQuestion keys={keys} fate={fate} onChange={setFate} /> : null}
      </div>
    </Dialog>
  );
}

function useRemovePerson(onClose: () => void) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation(
    trpc.fleet.removePerson.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          queries.invalidateQueries(trpc.fleet.people.queryFilter()),
          queries.invalidateQueries(trpc.developers.pathFilter()),
        ]);
        onClose();
        toast(t("fleet.personRemoved"));
      },
      onError: ({ message }) => toast(message, "bad"),
    }),
  );
}

function KeysQuestion({ keys, fate, onChange }: { keys: Keys; fate: Fate; onChange: (fate: Fate) => void }) {
  const t = useMessages();
  return (
    <div className="flex flex-col gap-2">
      <p className="text-base">{t("fleet.keysOfPerson", { count: keys.length })}</p>
      <ul className="list-disc pl-5 text-sm text-muted">
        {keys.map(({ id, name, hint }) => (
          <li key={id}>
            {name} <code className="font-mono text-xs">{hint}</code>
          </li>
        ))}
      </ul>
      <Segmented
        label={t("fleet.keysFate")}
        value={fate}
        onChange={onChange}
        segments={[
          { value: "end", label: t("fleet.endKeys") },
          { value: "takeOver", label: t("fleet.takeOverKeys") },
        ]}
        className="self-start"
      />
      <p className="text-sm text-muted">{t(fate === "end" ? "fleet.endKeysHint" : "fleet.takeOverKeysHint")}</p>
    </div>
  );
}
