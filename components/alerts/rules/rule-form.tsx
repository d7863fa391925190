"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Checkbox } from "#components/ui/forms/checkbox.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Segmented } from "#components/ui/forms/segmented.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { type AlertKind, alertSeverities } from "#server/domain/alerts/alert.ts";
import { ParamFields } from "./param-fields.tsx";
import { RuleCars } from "./rule-cars.tsx";
import { concernsCars, findParamProblems, type RuleDraft, timeChoices } from "./rule-draft.ts";

interface Props {
  kind: AlertKind;
  /** What it begins with. */
  initial: RuleDraft;
  busy: boolean;
  onSave: (draft: RuleDraft) => void;
  onCancel: () => void;
  className?: string;
}

/** Everything that can be said of a rule. It opens in view, with the focus on its first field. */
export function RuleForm({ kind, initial, busy, onSave, onCancel, className }: Props) {
  const t = useMessages();
  const [draft, setDraft] = useState(initial);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.scrollIntoView({ block: "nearest" });
    form.current?.querySelector<HTMLElement>("input, select")?.focus();
  }, []);
  const wrong = findParamProblems(kind, draft.params);
  const noCars = draft.vehicleIds !== null && draft.vehicleIds.length === 0;
  const change = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong.length === 0 && !noCars && !busy) onSave(draft);
  };
  return (
    <form ref={form} method="post" noValidate onSubmit={submit} className={cx("flex flex-col gap-4 bg-surface px-4 py-4", className)}>
      <div className="grid gap-4 sm:grid-cols-2">
        <ParamFields kind={kind} params={draft.params} onChange={(params) => change({ params })} wrong={wrong} />
        {concernsCars(kind) ? (
          <TimeField
            label={t("alerts.rules.cooldown")}
            hint={t("alerts.rules.cooldownHint")}
            valueS={draft.cooldownS}
            onChange={(cooldownS) => change({ cooldownS })}
          />
        ) : null}
        <TimeField
          label={t("alerts.rules.maxAge")}
          hint={t("alerts.rules.maxAgeHint")}
          valueS={draft.maxAgeS}
          onChange={(maxAgeS) => change({ maxAgeS })}
        />
      </div>
      <div className="flex flex-col items-start gap-1.5">
        <span className="text-sm font-medium">{t("alerts.severity")}</span>
        <Segmented
          label={t("alerts.severity")}
          value={draft.severity}
          onChange={(severity) => change({ severity })}
          segments={alertSeverities.map((value) => ({ value, label: t(`alerts.severities.${value}`) }))}
        />
      </div>
      {concernsCars(kind) ? <RuleCars vehicleIds={draft.vehicleIds} onChange={(vehicleIds) => change({ vehicleIds })} /> : null}
      <ChannelChoice draft={draft} onChange={change} />
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={busy} disabled={wrong.length > 0 || noCars}>
          {t("common.save")}
        </Button>
        <Button onClick={onCancel}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}

function TimeField({ label, hint, valueS, onChange }: { label: string; hint: string; valueS: number; onChange: (valueS: number) => void }) {
  const format = useFormat();
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Select
          {...control}
          value={String(valueS)}
          onChange={(event) => onChange(Number(event.target.value))}
          options={timeChoices(valueS).map((choice) => ({ value: String(choice), label: format.duration(choice) }))}
        />
      )}
    </Field>
  );
}

function ChannelChoice({ draft, onChange }: { draft: RuleDraft; onChange: (part: Partial<RuleDraft>) => void }) {
  const t = useMessages();
  return (
    <fieldset className="flex flex-col items-start gap-2">
      <legend className="mb-2 text-sm font-medium">{t("alerts.rules.channels")}</legend>
      <Checkbox label={t("alerts.rules.email")} checked={draft.email} onChange={(event) => onChange({ email: event.target.checked })} />
      <Checkbox label={t("alerts.rules.push")} checked={draft.push} onChange={(event) => onChange({ push: event.target.checked })} />
      <Checkbox
        label={t("alerts.rules.respectsQuiet")}
        checked={draft.respectsQuiet}
        disabled={!draft.email && !draft.push}
        onChange={(event) => onChange({ respectsQuiet: event.target.checked })}
      />
    </fieldset>
  );
}
