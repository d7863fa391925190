"use client";

import { useQuery } from "@tanstack/react-query";
import { type ComponentProps, useId } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { fuelGrades } from "#server/domain/vehicles/traits.ts";
import { ColorField } from "./color-field.tsx";
import type { VehicleDraft } from "./vehicle-draft.ts";

interface Props {
  draft: VehicleDraft;
  onChange: (draft: VehicleDraft) => void;
}

const fuelTypes = ["unknown", "gasoline", "diesel", "hybrid", "electric"] as const;

/** The fields of a car, with suggestions for make and model. */
export function VehicleFields({ draft, onChange }: Props) {
  const t = useMessages();
  const format = useFormat();
  const set = (change: Partial<VehicleDraft>) => onChange({ ...draft, ...change });
  return (
    <>
      <TextField label={t("vehicle.edit.name")} name="name" required maxLength={100} value={draft.name} onText={(name) => set({ name })} />
      <ModelFields draft={draft} onChange={onChange} />
      <div className="grid grid-cols-2 gap-4">
        <TextField label={t("vehicle.edit.plate")} name="plate" maxLength={20} value={draft.plate} onText={(plate) => set({ plate })} />
        <ColorField value={draft.color} onChange={(color) => set({ color })} />
        <DriveFields draft={draft} onChange={onChange} />
      </div>
      <NumberField
        label={t("vehicle.edit.economy", { unit: format.reach(0).unit })}
        hint={t("vehicle.edit.economyHint")}
        name="economy"
        step="any"
        min={1}
        max={400}
        value={draft.economy}
        onText={(economy) => set({ economy })}
      />
      <NumberField
        label={t("vehicle.edit.speedLimit", { unit: format.speed(0).unit })}
        hint={t("vehicle.edit.speedLimitHint")}
        name="speedLimit"
        step="any"
        min={0}
        max={300}
        value={draft.speedLimit}
        onText={(speedLimit) => set({ speedLimit })}
      />
    </>
  );
}

/** What it burns or charges, and how much of that it holds. */
function DriveFields({ draft, onChange }: Props) {
  const t = useMessages();
  const format = useFormat();
  const set = (change: Partial<VehicleDraft>) => onChange({ ...draft, ...change });
  return (
    <>
      <Field label={t("vehicle.fuelType")}>
        {(control) => (
          <Select
            {...control}
            options={fuelTypes.map((value) => ({ value, label: t(`vehicle.fuelTypes.${value}`) }))}
            value={draft.fuelType}
            onChange={(event) => set({ fuelType: fuelTypes.find((value) => value === event.target.value) ?? draft.fuelType })}
          />
        )}
      </Field>
      {draft.fuelType === "electric" ? null : <GradeField draft={draft} onChange={onChange} />}
      {draft.fuelType === "electric" ? null : (
        <NumberField
          label={t("vehicle.edit.tank", { unit: format.fuel(0).unit })}
          name="tank"
          step="any"
          min={0.1}
          max={2000}
          value={draft.tank}
          onText={(tank) => set({ tank })}
        />
      )}
      {draft.fuelType === "electric" || draft.fuelType === "hybrid" ? (
        <NumberField
          label={t("vehicle.edit.battery")}
          name="battery"
          step="any"
          min={0.1}
          max={2000}
          value={draft.battery}
          onText={(battery) => set({ battery })}
        />
      ) : null}
    </>
  );
}

function GradeField({ draft, onChange }: Props) {
  const t = useMessages();
  return (
    <Field label={t("vehicle.fuelGrade")}>
      {(control) => (
        <Select
          {...control}
          options={[
            { value: "", label: t("vehicle.fuelTypes.unknown") },
            ...fuelGrades.map((value) => ({ value, label: t(`vehicle.fuelGrades.${value}`) })),
          ]}
          value={draft.fuelGrade}
          onChange={(event) => onChange({ ...draft, fuelGrade: fuelGrades.find((value) => value === event.target.value) ?? "" })}
        />
      )}
    </Field>
  );
}

/** What the car is: make and model as one likes, with those that are known to choose from. */
function ModelFields({ draft, onChange }: Props) {
  const t = useMessages();
  const trpc = useTRPC();
  const id = useId();
  const make = draft.make.trim();
  const { data: makes = [] } = useQuery(trpc.fleet.makes.queryOptions());
  const isKnown = makes.some((known) => known.toLowerCase() === make.toLowerCase());
  const { data: models = [] } = useQuery(trpc.fleet.models.queryOptions({ make }, { enabled: isKnown }));
  const list = (names: readonly string[], listId: string) => (
    <datalist id={listId}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
  const set = (change: Partial<VehicleDraft>) => onChange({ ...draft, ...change });
  return (
    <div className="grid grid-cols-2 gap-4">
      <TextField
        label={t("vehicle.edit.make")}
        name="make"
        maxLength={60}
        list={`${id}-makes`}
        value={draft.make}
        onText={(text) => set({ make: text })}
      />
      <TextField
        label={t("vehicle.edit.model")}
        name="model"
        maxLength={60}
        list={`${id}-models`}
        value={draft.model}
        onText={(model) => set({ model })}
      />
      <TextField
        label={t("vehicle.edit.submodel")}
        name="submodel"
        maxLength={60}
        placeholder="GTI"
        value={draft.submodel}
        onText={(submodel) => set({ submodel })}
      />
      <NumberField label={t("vehicle.edit.year")} name="year" min={1886} max={2200} value={draft.year} onText={(year) => set({ year })} />
      {list(makes, `${id}-makes`)}
      {list(isKnown ? models : [], `${id}-models`)}
    </div>
  );
}

type FieldProps = Omit<ComponentProps<"input">, "onChange"> & { label: string; hint?: string; onText: (text: string) => void };

function TextField({ label, hint, onText, ...rest }: FieldProps) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })}>
      {(control) => <Input autoComplete="off" {...control} {...rest} onChange={(event) => onText(event.target.value)} />}
    </Field>
  );
}

function NumberField(props: FieldProps) {
  return <TextField type="number" inputMode="decimal" {...props} />;
}
