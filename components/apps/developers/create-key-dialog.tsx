"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { CopyButton } from "#components/ui/buttons/copy-button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { Segmented } from "#components/ui/forms/segmented.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { defaultKeyDays, type KeyFamily, keyFamilies } from "#server/domain/apps/api-families.ts";

type Access = "read" | "write";

/** Makes a key, then shows its secret, once. */
export function CreateKeyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useMessages();
  const form = useId();
  const create = useCreateKey();
  const close = () => {
    create.reset();
    onClose();
  };
  const made = create.data;
  const actions = made ? (
    <Button variant="primary" onClick={close}>
      {t("developers.done")}
    </Button>
  ) : (
    <>
      <Button onClick={close}>{t("common.cancel")}</Button>
      <Button variant="primary" type="submit" form={form} busy={create.isPending}>
        {t("developers.createKey")}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onClose={close} title={made ? t("developers.keyMade") : t("developers.newKey")} actions={actions}>
      {made ? <Secret token={made.token} /> : <KeyForm id={form} create={create} />}
    </Dialog>
  );
}

function useCreateKey() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries(trpc.developers.listKeys.queryFilter());
  // The secret is not kept for longer than it is shown.
  return useMutation(trpc.developers.createKey.mutationOptions({ onSuccess, gcTime: 0 }));
}

function Secret({ token }: { token: string }) {
  const t = useMessages();
  return (
    <div className="flex flex-col gap-3">
      <p className="text-base text-muted">{t("developers.keyOnce")}</p>
      <div className="flex items-center gap-1 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 font-mono text-sm break-all">{token}</code>
        <CopyButton text={token} label={t("developers.copyKey")} />
      </div>
    </div>
  );
}

function KeyForm({ id, create }: { id: string; create: ReturnType<typeof useCreateKey> }) {
  const t = useMessages();
  const [name, setName] = useState("");
  const [family, setFamily] = useState<KeyFamily>(keyFamilies[0]);
  const [access, setAccess] = useState<Access>("read");
  const [person, setPerson] = useState("");
  const [days, setDays] = useState(String(defaultKeyDays));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!create.isPending)
      create.mutate({ name, family, access, userId: person === "" ? null : Number(person), days: days === "" ? null : Number(days) });
  };
  return (
    <form id={id} onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("developers.name")} hint={t("developers.nameHint")} error={create.error?.message}>
        {(control) => (
          <Input {...control} name="name" required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      {keyFamilies.length > 1 ? (
        <Field label={t("developers.api")}>
          {(control) => (
            <Select
              {...control}
              options={keyFamilies.map((value) => ({ value, label: t(`developers.families.${value}`) }))}
              value={family}
              onChange={(event) => setFamily(keyFamilies.find((value) => value === event.target.value) ?? family)}
            />
          )}
        </Field>
      ) : null}
      <div className="flex flex-col gap-1.5">
        <span aria-hidden="true" className="text-sm font-medium">
          {t("developers.access")}
        </span>
        <Segmented
          label={t("developers.access")}
          segments={(["read", "write"] as const).map((value) => ({ value, label: t(`developers.accesses.${value}`) }))}
          value={access}
          onChange={setAccess}
          className="self-start"
        />
      </div>
      <PersonField value={person} onChange={setPerson} />
      <ExpiryField value={days} onChange={setDays} />
    </form>
  );
}

/** Common lengths, days; "": until the key is revoked. */
const lengths = ["30", "90", String(defaultKeyDays), "730", ""] as const;

function ExpiryField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useMessages();
  const options = lengths.map((days) => ({
    value: days,
    label: days === "" ? t("developers.noExpiry") : t("developers.days", { count: Number(days) }),
  }));
  return (
    <Field label={t("developers.expiry")} hint={t("developers.expiryHint")}>
      {(control) => <Select {...control} options={options} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

function PersonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: people = [] } = useQuery(trpc.developers.keyPeople.queryOptions());
  const options = people.map(({ id, name }) => ({ value: String(id), label: t("developers.personsView", { name }) }));
  return (
    <Field label={t("developers.person")} hint={t("developers.personHint")}>
      {(control) => (
        <Select
          {...control}
          options={[{ value: "", label: t("developers.wholeFleet") }, ...options]}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
