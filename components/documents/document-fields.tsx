"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { controlClass } from "#components/ui/forms/control-class.ts";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import type { DocumentKind } from "#server/domain/documents/kinds.ts";
import type { Draft } from "./document-draft.ts";

interface Props {
  kind: DocumentKind;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** What is known of a paper: number, days, words. A bill does not run out. */
export function DocumentFields({ kind, draft, onChange }: Props) {
  const t = useMessages();
  const bill = kind === "service_bill";
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  return (
    <>
      <Field label={t(`documents.numbers.${kind}`)}>
        {(control) => (
          <Input
            {...control}
            name="number"
            autoComplete="off"
            maxLength={100}
            value={draft.number}
            onChange={(event) => set({ number: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <DayField
          label={bill ? t("documents.billedOn") : t("documents.issuedOn")}
          name="issuedOn"
          day={draft.issuedOn}
          onChange={(issuedOn) => set({ issuedOn })}
        />
        {bill ? null : (
          <DayField
            label={t("documents.expiresOn")}
            hint={t("documents.expiresOnHint")}
            name="expiresOn"
            day={draft.expiresOn}
            onChange={(expiresOn) => set({ expiresOn })}
          />
        )}
      </div>
      <Field label={t("documents.note")}>
        {(control) => (
          <textarea
            {...control}
            name="note"
            rows={2}
            maxLength={2000}
            value={draft.note}
            onChange={(event) => set({ note: event.target.value })}
            className={controlClass("h-auto min-h-16 py-1.5")}
          />
        )}
      </Field>
    </>
  );
}

function DayField({
  day,
  onChange,
  name,
  ...field
}: {
  label: string;
  hint?: string;
  name: string;
  day: string;
  onChange: (day: string) => void;
}) {
  return (
    <Field {...field}>
      {(control) => (
        <Input
          {...control}
          type="date"
          name={name}
          min="1900-01-01"
          max="2199-12-31"
          value={day}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
