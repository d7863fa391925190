"use client";

import { useState } from "react";
import type { ShapeDraft } from "#components/map/shapes/shape-draft.ts";
import { type Point, roundDegrees } from "#components/map/shapes/shape-points.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { Field } from "#components/ui/forms/field.tsx";
import { NumberInput } from "#components/ui/forms/number-input.tsx";
import { usePreferences } from "#components/ui/values/format.tsx";
import { metresPerFoot } from "#server/domain/units.ts";
import { CarPosition } from "./car-position.tsx";
import { latitudes, longitudes } from "./degrees.ts";
import type { ShapeFieldsProps } from "./shape-fields.ts";

/** Centre and radius of a circle. */
export function CircleFields({ shape, onChange, cars, wrong }: ShapeFieldsProps) {
  const t = useMessages();
  const place = (centre: Point) => onChange({ ...shape, centre, drawing: false });
  return (
    <>
      <p role="status" className="text-sm text-pretty text-muted">
        {t(shape.drawing ? "geofences.drawCircle" : "geofences.changeShape")}
      </p>
      <CentreFields shape={shape} onPlace={place} />
      {wrong("centre") ? (
        <p role="alert" className="-mt-2 text-sm text-bad">
          {wrong("centre")}
        </p>
      ) : null}
      <RadiusField shape={shape} onChange={onChange} error={wrong("radius")} />
      <CarPosition cars={cars} onPick={({ lat, lon }) => place({ lat: roundDegrees(lat), lon: roundDegrees(lon) })} />
    </>
  );
}

/** Until both are there, what is typed is only remembered. */
function CentreFields({ shape: { centre }, onPlace }: { shape: ShapeDraft; onPlace: (centre: Point) => void }) {
  const t = useMessages();
  const [typed, setTyped] = useState<{ lat: number | null; lon: number | null }>({ lat: null, lon: null });
  const shown = centre ?? typed;
  const type = (change: { lat?: number | null; lon?: number | null }) => {
    const next = { ...shown, ...change };
    setTyped(next);
    if (next.lat !== null && next.lon !== null) onPlace({ lat: next.lat, lon: next.lon });
  };
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label={t("geofences.latitude")}>
        {(control) => <NumberInput {...control} {...latitudes} value={shown.lat} onChange={(lat) => type({ lat })} />}
      </Field>
      <Field label={t("geofences.longitude")}>
        {(control) => <NumberInput {...control} {...longitudes} value={shown.lon} onChange={(lon) => type({ lon })} />}
      </Field>
    </div>
  );
}

function RadiusField({ shape, onChange, error }: Pick<ShapeFieldsProps, "shape" | "onChange"> & { error: string | null }) {
  const t = useMessages();
  const { units } = usePreferences();
  const metres = units === "metric" ? 1 : metresPerFoot;
  return (
    <Field label={t("geofences.radius", { unit: units === "metric" ? "m" : "ft" })} error={error}>
      {(control) => (
        <NumberInput
          {...control}
          min={0}
          value={shape.radiusM / metres}
          onChange={(radius) => onChange({ ...shape, radiusM: (radius ?? 0) * metres })}
        />
      )}
    </Field>
  );
}
