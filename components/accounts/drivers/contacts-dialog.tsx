"use client";

import { Plus, Trash2 } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { type EmergencyContact, maxEmergencyContacts } from "#server/domain/accounts/people.ts";
import { usePersonChanges } from "./use-person-changes.ts";

interface Props {
  open: boolean;
  onClose: () => void;
  driverId: number;
  contacts: readonly EmergencyContact[];
}

/** Changes whom to call when a driver has had an accident. */
export function ContactsDialog({ open, onClose, driverId, contacts }: Props) {
  const t = useMessages();
  const form = useId();
  const { changeContacts } = usePersonChanges(onClose);
  const close = () => {
    changeContacts.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t("drivers.contacts")}
      actions={
        <>
          <Button onClick={close}>{t("common.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={changeContacts.isPending}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      <ContactsForm
        id={form}
        contacts={contacts}
        error={changeContacts.error?.message}
        onSave={(list) => changeContacts.isPending || changeContacts.mutate({ driverId, contacts: list })}
      />
    </Dialog>
  );
}

/** `key` tells the rows apart while they are typed. */
type Row = { key: number; name: string; phone: string; email: string };

const toRows = (contacts: readonly EmergencyContact[]): Row[] =>
  contacts.map(({ name, phone, email }, key) => ({ key, name, phone, email: email ?? "" }));
const emptyRow = (key: number): Row => ({ key, name: "", phone: "", email: "" });

interface FormProps {
  id: string;
  contacts: readonly EmergencyContact[];
  error: string | undefined;
  onSave: (contacts: EmergencyContact[]) => void;
}

function ContactsForm({ id, contacts, error, onSave }: FormProps) {
  const t = useMessages();
  const [rows, setRows] = useState<readonly Row[]>(() => (contacts.length > 0 ? toRows(contacts) : [emptyRow(0)]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(rows.map(({ name, phone, email }) => ({ name: name.trim(), phone: phone.trim(), email: email.trim() || null })));
  };
  const change = (row: Row) => setRows(rows.map((one) => (one.key === row.key ? row : one)));
  const nextKey = Math.max(-1, ...rows.map(({ key }) => key)) + 1;
  return (
    <form id={id} method="post" onSubmit={submit} className="flex flex-col gap-4">
      <p className="text-sm text-muted">{t("drivers.contactsHint", { count: maxEmergencyContacts })}</p>
      {rows.map((row, index) => (
        <ContactRow
          key={row.key}
          row={row}
          number={index + 1}
          onChange={change}
          onRemove={() => setRows(rows.filter(({ key }) => key !== row.key))}
        />
      ))}
      {rows.length < maxEmergencyContacts ? (
        <Button icon={<Plus aria-hidden="true" />} className="self-start" onClick={() => setRows([...rows, emptyRow(nextKey)])}>
          {t("drivers.addContact")}
        </Button>
      ) : null}
      {error ? (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      ) : null}
    </form>
  );
}

interface RowProps {
  row: Row;
  number: number;
  onChange: (row: Row) => void;
  onRemove: () => void;
}

const fields = [
  { key: "name", type: "text", maxLength: 100, required: true },
  { key: "phone", type: "tel", maxLength: 40, required: true },
  { key: "email", type: "email", maxLength: 254, required: false },
] as const;

function ContactRow({ row, number, onChange, onRemove }: RowProps) {
  const t = useMessages();
  return (
    <fieldset className="flex items-start gap-2 rounded-md border border-line p-3">
      <legend className="px-1 text-xs text-muted">{t("drivers.contactNumber", { number })}</legend>
      <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-2">
        {fields.map(({ key, ...field }) => (
          <Input
            key={key}
            {...field}
            aria-label={t(`drivers.contactFields.${key}`)}
            placeholder={t(`drivers.contactFields.${key}`)}
            value={row[key]}
            onChange={(event) => onChange({ ...row, [key]: event.target.value })}
          />
        ))}
      </div>
      <IconButton label={t("drivers.removeContact", { number })} icon={<Trash2 aria-hidden="true" />} onClick={onRemove} />
    </fieldset>
  );
}
