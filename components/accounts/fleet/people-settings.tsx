"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { List, ListRow } from "#components/ui/layout/list.tsx";
import { RemovePersonDialog } from "./remove-person-dialog.tsx";

export type Person = RouterOutputs["fleet"]["people"][number];

/** Who signs in to the account, and with what role. */
export function PeopleSettings() {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: people } = useSuspenseQuery(trpc.fleet.people.queryOptions());
  const [removing, setRemoving] = useState<Person | null>(null);
  return (
    <>
      <List label={t("fleet.members")} className="rounded-md border border-line">
        {people.map((person) => (
          <PersonRow key={person.id} person={person} onRemove={() => setRemoving(person)} />
        ))}
      </List>
      {removing ? <RemovePersonDialog person={removing} onClose={() => setRemoving(null)} /> : null}
    </>
  );
}

function PersonRow({ person: { name, email, role, disabled, removable }, onRemove }: { person: Person; onRemove: () => void }) {
  const t = useMessages();
  return (
    <ListRow
      title={name}
      meta={<span className="break-all">{email}</span>}
      end={
        <>
          {disabled ? <Badge tone="warn">{t("fleet.disabled")}</Badge> : null}
          <Badge>{t(`shell.roles.${role}`)}</Badge>
          {removable ? (
            <Button size="sm" variant="danger" aria-label={t("fleet.removePerson", { name })} onClick={onRemove}>
              {t("fleet.remove")}
            </Button>
          ) : null}
        </>
      }
    />
  );
}
