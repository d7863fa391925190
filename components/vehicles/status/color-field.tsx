"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";

/** What the picker shows while there is no colour. */
const noColor = "#808080";

/** A car's colour, picked or typed; empty is not known. */
export function ColorField({ value, onChange }: { value: string; onChange: (color: string) => void }) {
  const t = useMessages();
  const isColor = /^#[0-9a-f]{6}$/i.test(value.trim());
  return (
    <Field label={t("vehicle.color")}>
      {(control) => (
        <div className="flex gap-2">
          <input
            type="color"
            aria-label={t("vehicle.edit.pickColor")}
            value={isColor ? value.trim().toLowerCase() : noColor}
            onChange={(event) => onChange(event.target.value)}
            className="h-9 w-11 shrink-0 cursor-pointer rounded-md border border-line-strong/70 bg-raised p-1 pointer-coarse:h-11"
          />
          <Input
            {...control}
            name="color"
            autoComplete="off"
            spellCheck={false}
            placeholder="#1e3a8a"
            pattern="\s*#[0-9a-fA-F]{6}\s*"
            title={t("vehicle.edit.colorHint")}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
    </Field>
  );
}
