"use client";

import { type FormEvent, useId, useState } from "react";
import type { ShapeDraft } from "#components/map/shapes/shape-draft.ts";
import type { Translate } from "#components/messages/messages.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { type Format, useFormat } from "#components/ui/values/format.tsx";
import { cornerLimits, radiusLimitsM } from "#server/domain/alerts/geofence-limits.ts";
import { CircleFields } from "./circle-fields.tsx";
import { CornerFields } from "./corner-fields.tsx";
import { type DraftProblem, findDraftProblems, type GeofenceDraft } from "./geofence-draft.ts";
import type { PlacedCar } from "./shape-fields.ts";

interface Props {
  draft: GeofenceDraft;
  onChange: (draft: GeofenceDraft) => void;
  cars: readonly PlacedCar[];
  busy: boolean;
  /** What the server had against it. */
  refusal: string | null;
  onSave: () => void;
  onCancel: () => void;
}

/** Everything about one geofence in fields; the map beside it shows and changes the same shape. */
export function GeofenceForm({ draft, onChange, cars, busy, refusal, onSave, onCancel }: Props) {
  const t = useMessages();
  const format = useFormat();
  const titleId = useId();
  const [tried, setTried] = useState(false);
  const problems = findDraftProblems(draft);
  const wrong = (problem: DraftProblem) =>
    problems.includes(problem) && (tried || problem === "crossing") ? sayProblem(t, format, problem) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.length === 0 && !busy) onSave();
  };
  const fields = { shape: draft.shape, onChange: (shape: ShapeDraft) => onChange({ ...draft, shape }), cars, wrong };
  return (
    <form method="post" noValidate onSubmit={submit} aria-labelledby={titleId} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto overscroll-contain px-4 py-4">
        <h1 id={titleId} className="text-xl font-semibold tracking-tight">
          {t(draft.id === null ? "geofences.newTitle" : "geofences.editTitle")}
        </h1>
        <Field label={t("geofences.name")} error={wrong("name") ?? refusal}>
          {(control) => (
            <Input
              {...control}
              name="name"
              autoComplete="off"
              maxLength={80}
              placeholder={t("geofences.namePlaceholder")}
              value={draft.name}
              onChange={(event) => onChange({ ...draft, name: event.target.value })}
            />
          )}
        </Field>
        {draft.shape.kind === "circle" ? <CircleFields {...fields} /> : <CornerFields {...fields} />}
      </div>
      <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">
        <Button onClick={onCancel}>{t("common.cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("common.save")}
        </Button>
      </footer>
    </form>
  );
}

function sayProblem(t: Translate, format: Format, problem: DraftProblem): string {
  if (problem === "corners") return t("geofences.problems.corners", { count: cornerLimits.min });
  if (problem !== "radius") return t(`geofences.problems.${problem}`);
  return t("geofences.problems.radius", { least: format.length(radiusLimitsM.min).text, most: format.distance(radiusLimitsM.max).text });
}
