"use client";

import { type ComponentProps, type FormEvent, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import type { useServiceChanges } from "#components/service/use-service-changes.ts";
import { useServiceWords } from "#components/service/use-service-words.ts";
import { controlClass } from "#components/ui/forms/control-class.ts";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { NumberInput } from "#components/ui/forms/number-input.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { WorkTask } from "./work-dialog.tsx";
import { findWorkProblem, toWork, type WorkDraft, type WorkProblem } from "./work-draft.ts";

type Car = RouterOutputs["services"]["vehicle"];

interface Props {
  id: string;
  task: WorkTask;
  car: Car;
  onClose: () => void;
  changes: ReturnType<typeof useServiceChanges>;
}

export function WorkForm({ id, task, car, onClose, changes }: Props) {
  const t = useMessages();
  const words = useServiceWords();
  const [draft, setDraft] = useState<WorkDraft>(() => ({
    name: task.plan?.name ?? "",
    doneOn: car.today,
    odometer: words.toTyped(car.odometerKm),
    cost: null,
    doneBy: "",
    note: "",
    bill: "",
  }));
  const [problem, setProblem] = useState<WorkProblem | null>(null);
  const { complete, record, tellRecorded } = changes;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (complete.isPending || record.isPending) return;
    const found = findWorkProblem(draft) ?? (event.currentTarget.checkValidity() ? null : "workOutOfRange");
    setProblem(found);
    if (found) return;
    const work = toWork(draft, words.fromTyped);
    const handlers = {
      onSuccess: (done: RouterOutputs["services"]["complete"]) => {
        onClose();
        tellRecorded(done);
      },
    };
    if (task.plan) complete.mutate({ planId: task.plan.id, ...work }, handlers);
    else record.mutate({ vehicleId: task.vehicleId, name: draft.name.trim(), ...work }, handlers);
  };
  const error = task.plan ? complete.error : record.error;
  const text = problem === "workOutOfRange" ? t("services.workOutOfRange") : error?.message;
  return (
    <form id={id} method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      <WorkFields draft={draft} car={car} named={task.plan !== null} problem={problem} onChange={setDraft} />
      {text ? (
        <p role="alert" className="text-sm text-bad">
          {text}
        </p>
      ) : null}
    </form>
  );
}

interface FieldsProps {
  draft: WorkDraft;
  car: Car;
  /** The plan says what it is. */
  named: boolean;
  problem: WorkProblem | null;
  onChange: (draft: WorkDraft) => void;
}

function WorkFields({ draft, car, named, problem, onChange }: FieldsProps) {
  const t = useMessages();
  const set = <Name extends keyof WorkDraft>(name: Name, value: WorkDraft[Name]) => onChange({ ...draft, [name]: value });
  return (
    <>
      {named ? null : (
        <Field label={t("services.workName")} error={problem === "workNeedsName" ? t("services.workNeedsName") : undefined}>
          {(control) => <Input {...control} maxLength={100} value={draft.name} onChange={(event) => set("name", event.target.value)} />}
        </Field>
      )}
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t("services.workDate")} error={problem === "workNeedsDate" ? t("services.workNeedsDate") : undefined}>
          {(control) => <Input {...control} type="date" value={draft.doneOn} onChange={(event) => set("doneOn", event.target.value)} />}
        </Field>
        <OdometerField value={draft.odometer} onChange={(value) => set("odometer", value)} />
        <Field label={t("services.workCost", { currency: car.currency })}>
          {(control) => <NumberInput {...control} min={0} digits={2} value={draft.cost} onChange={(value) => set("cost", value)} />}
        </Field>
        <Field label={t("services.workDoneBy")}>
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              placeholder={t("services.workDoneByPlaceholder")}
              value={draft.doneBy}
              onChange={(event) => set("doneBy", event.target.value)}
            />
          )}
        </Field>
      </div>
      <BillField bills={car.bills} value={draft.bill} onChange={(value) => set("bill", value)} />
      <Field label={t("services.workNote")}>
        {(control) => <TextArea {...control} maxLength={2000} value={draft.note} onChange={(event) => set("note", event.target.value)} />}
      </Field>
    </>
  );
}

function OdometerField({ value, onChange }: { value: number | null; onChange: (value: number | null) => void }) {
  const t = useMessages();
  const words = useServiceWords();
  return (
    <Field label={t("services.workOdometer", { unit: words.distanceUnit })}>
      {(control) => <NumberInput {...control} min={0} value={value} onChange={onChange} />}
    </Field>
  );
}

function BillField({ bills, value, onChange }: { bills: Car["bills"]; value: string; onChange: (value: string) => void }) {
  const t = useMessages();
  const words = useServiceWords();
  const format = useFormat();
  const labelOf = ({ number, issuedOn, createdAt }: Car["bills"][number]) =>
    [number, issuedOn === null ? format.longDate(createdAt) : words.day(issuedOn)].filter(Boolean).join(" · ");
  return (
    <Field label={t("services.workBill")} hint={bills.length === 0 ? t("services.workNoBillsHint") : undefined}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          options={[
            { value: "", label: t("services.workNoBill") },
            ...bills.map((bill) => ({ value: String(bill.id), label: labelOf(bill) })),
          ]}
        />
      )}
    </Field>
  );
}

function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea rows={2} {...rest} className={controlClass("h-auto py-2 pointer-coarse:h-auto")} />;
}
