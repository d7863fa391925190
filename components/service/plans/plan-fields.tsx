"use client";

import { useId } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useServiceWords } from "#components/service/use-service-words.ts";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { NumberInput } from "#components/ui/forms/number-input.tsx";
import type { PlanDraft, PlanProblem } from "./plan-draft.ts";

interface Props {
  draft: PlanDraft;
  problem: PlanProblem | null;
  isNew: boolean;
  onChange: (draft: PlanDraft) => void;
}

export function PlanFields({ draft, problem, isNew, onChange }: Props) {
  const t = useMessages();
  const words = useServiceWords();
  const set = <Name extends keyof PlanDraft>(name: Name, value: PlanDraft[Name]) => onChange({ ...draft, [name]: value });
  return (
    <>
      <Field label={t("services.planName")} error={problem === "workNeedsName" ? t("services.workNeedsName") : undefined}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            placeholder={t("services.planNamePlaceholder")}
            value={draft.name}
            onChange={(event) => set("name", event.target.value)}
          />
        )}
      </Field>
      <IntervalFields draft={draft} missing={problem === "planNeedsInterval"} set={set} />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t("services.planLastOn")} hint={isNew ? t("services.planLastOnHint") : undefined}>
          {(control) => <Input {...control} type="date" value={draft.lastOn} onChange={(event) => set("lastOn", event.target.value)} />}
        </Field>
        <Field label={t("services.planLastKm", { unit: words.distanceUnit })}>
          {(control) => <NumberInput {...control} min={0} value={draft.odometer} onChange={(value) => set("odometer", value)} />}
        </Field>
      </div>
    </>
  );
}

interface IntervalProps {
  draft: PlanDraft;
  missing: boolean;
  set: (name: "distance" | "months" | "hours", value: number | null) => void;
}

function IntervalFields({ draft, missing, set }: IntervalProps) {
  const t = useMessages();
  const words = useServiceWords();
  const errorId = useId();
  const fields = [
    { name: "distance", label: t("services.planDistance", { unit: words.distanceUnit }), step: "any" },
    { name: "months", label: t("services.planMonths"), step: 1 },
    { name: "hours", label: t("services.planHours"), step: "any" },
  ] as const;
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={missing ? errorId : undefined}>
      <legend className="mb-2 text-sm text-muted">{t("services.planEvery")}</legend>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
        {fields.map(({ name, label, step }) => (
          <Field key={name} label={label}>
            {(control) => <NumberInput {...control} min={1} step={step} value={draft[name]} onChange={(value) => set(name, value)} />}
          </Field>
        ))}
      </div>
      {missing ? (
        <p id={errorId} role="alert" className="text-sm text-bad">
          {t("services.planNeedsInterval")}
        </p>
      ) : null}
    </fieldset>
  );
}
