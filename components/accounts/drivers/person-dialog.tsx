"use client";

import { type FormEvent, useId, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import type { Person } from "./person-card.tsx";
import { usePersonChanges } from "./use-person-changes.ts";

interface Props {
  open: boolean;
  onClose: () => void;
  driverId: number;
  person: Person;
}

/** Changes what is known of a driver, for managers. */
export function PersonDialog({ open, onClose, driverId, person }: Props) {
  const t = useMessages();
  const form = useId();
  const { change } = usePersonChanges(onClose);
  const close = () => {
    change.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t("drivers.editTitle", { name: person.name })}
      actions={
        <>
          <Button onClick={close}>{t("common.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={change.isPending}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      <PersonForm id={form} person={person} driverId={driverId} change={change} />
    </Dialog>
  );
}

const genders = ["F", "M", "O"] as const;

/** As it is typed; empty is unknown. */
type Draft = Record<"name" | "gender" | "bornOn" | "phone", string>;

interface FormProps {
  id: string;
  driverId: number;
  person: Person;
  change: ReturnType<typeof usePersonChanges>["change"];
}

function PersonForm({ id, driverId, person, change }: FormProps) {
  const [draft, setDraft] = useState<Draft>({
    name: person.name,
    gender: person.gender ?? "",
    bornOn: person.bornOn ?? "",
    phone: person.phone ?? "",
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending) return;
    const gender = genders.find((value) => value === draft.gender) ?? null;
    change.mutate({ driverId, name: draft.name, gender, bornOn: draft.bornOn || null, phone: draft.phone.trim() || null });
  };
  return (
    <form id={id} method="post" onSubmit={submit} className="flex flex-col gap-4">
      <PersonFields draft={draft} error={change.error?.message} onChange={setDraft} />
    </form>
  );
}

interface FieldsProps {
  draft: Draft;
  error: string | undefined;
  onChange: (draft: Draft) => void;
}

function PersonFields({ draft, error, onChange }: FieldsProps) {
  const t = useMessages();
  const set = (changed: Partial<Draft>) => onChange({ ...draft, ...changed });
  return (
    <>
      <Field label={t("drivers.name")} error={error}>
        {(control) => (
          <Input
            {...control}
            name="name"
            required
            maxLength={100}
            value={draft.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("drivers.gender")}>
        {(control) => (
          <Select
            {...control}
            options={[
              { value: "", label: t("common.unknown") },
              ...genders.map((value) => ({ value, label: t(`drivers.genders.${value}`) })),
            ]}
            value={draft.gender}
            onChange={(event) => set({ gender: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("drivers.born")}>
        {(control) => (
          <Input
            {...control}
            type="date"
            name="bornOn"
            min="1900-01-01"
            value={draft.bornOn}
            onChange={(event) => set({ bornOn: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("drivers.phone")}>
        {(control) => (
          <Input
            {...control}
            type="tel"
            name="phone"
            maxLength={40}
            value={draft.phone}
            onChange={(event) => set({ phone: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
