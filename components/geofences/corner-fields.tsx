"use client";

import { CornerDownRight, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { withNextCorner } from "#components/map/shapes/shape-draft.ts";
import {
  type Corner,
  middlesOf,
  type Point,
  roundDegrees,
  withCorner,
  withCornerAfter,
  withoutCorner,
} from "#components/map/shapes/shape-points.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { NumberInput } from "#components/ui/forms/number-input.tsx";
import { cornerLimits } from "#server/domain/alerts/geofence-limits.ts";
import { CarPosition } from "./car-position.tsx";
import { latitudes, longitudes } from "./degrees.ts";
import type { ShapeFieldsProps } from "./shape-fields.ts";

/** The corners of a polygon, one line each. */
export function CornerFields({ shape, onChange, cars, wrong }: ShapeFieldsProps) {
  const t = useMessages();
  const add = (at: Point) => onChange(withNextCorner(shape, { lat: roundDegrees(at.lat), lon: roundDegrees(at.lon) }));
  const problem = wrong("corners") ?? wrong("crossing") ?? wrong("area") ?? wrong("meridian");
  return (
    <>
      <p className="text-sm text-pretty text-muted">{t(shape.drawing ? "geofences.drawPolygon" : "geofences.changeShape")}</p>
      {shape.drawing ? <DrawingButtons shape={shape} onChange={onChange} /> : null}
      <fieldset className="flex flex-col gap-2">
        <legend role="status" className="mb-2 text-sm font-medium">
          {t("geofences.corners", { count: shape.corners.length })}
        </legend>
        {problem ? (
          <p role="alert" className="text-sm text-bad">
            {problem}
          </p>
        ) : null}
        <CornerList shape={shape} onChange={onChange} />
        {shape.corners.length < cornerLimits.max ? <NextCorner onAdd={add} /> : null}
      </fieldset>
      <CarPosition cars={cars} onPick={add} />
    </>
  );
}

type ChangeProps = Pick<ShapeFieldsProps, "shape" | "onChange">;

function DrawingButtons({ shape, onChange }: ChangeProps) {
  const t = useMessages();
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" disabled={shape.corners.length < cornerLimits.min} onClick={() => onChange({ ...shape, drawing: false })}>
        {t("geofences.finish")}
      </Button>
      <Button
        size="sm"
        variant="ghost"
        disabled={shape.corners.length === 0}
        onClick={() => onChange({ ...shape, corners: shape.corners.slice(0, -1) })}
      >
        {t("geofences.undoCorner")}
      </Button>
    </div>
  );
}

function CornerList({ shape, onChange }: ChangeProps) {
  const { corners } = shape;
  const keys = useCornerKeys(corners.length);
  const change = (next: readonly Corner[]) => onChange({ ...shape, corners: next });
  return (
    <ol className="flex flex-col gap-2">
      {corners.map((corner, index) => (
        <CornerLine
          key={keys[index]}
          index={index}
          corner={corner}
          removable={shape.drawing || corners.length > cornerLimits.min}
          extensible={corners.length < cornerLimits.max && corners.length > 1}
          onMove={(to) => change(withCorner(corners, index, to))}
          onInsert={() => change(withCornerAfter(corners, index, roundCorner(middlesOf(corners)[index] ?? corner)))}
          onRemove={() => change(withoutCorner(corners, index))}
        />
      ))}
    </ol>
  );
}

/** Corners have no identity; their place in the list is it. */
function useCornerKeys(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `corner-${index}`);
}

function roundCorner([lat, lon]: Corner): Corner {
  return [roundDegrees(lat), roundDegrees(lon)];
}

interface LineProps {
  index: number;
  corner: Corner;
  removable: boolean;
  extensible: boolean;
  onMove: (corner: Corner) => void;
  onInsert: () => void;
  onRemove: () => void;
}

function CornerLine({ index, corner: [lat, lon], removable, extensible, onMove, onInsert, onRemove }: LineProps) {
  const t = useMessages();
  const number = index + 1;
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden="true" className="figures w-5 shrink-0 text-right text-xs text-muted">
        {number}
      </span>
      <NumberInput
        aria-label={t("geofences.cornerLatitude", { number })}
        {...latitudes}
        value={lat}
        onChange={(value) => onMove([value ?? lat, lon])}
      />
      <NumberInput
        aria-label={t("geofences.cornerLongitude", { number })}
        {...longitudes}
        value={lon}
        onChange={(value) => onMove([lat, value ?? lon])}
      />
      <IconButton
        label={t("geofences.insertAfter", { number })}
        icon={<CornerDownRight aria-hidden="true" />}
        disabled={!extensible}
        onClick={onInsert}
      />
      <IconButton
        label={t("geofences.removeCorner", { number })}
        icon={<Trash2 aria-hidden="true" />}
        disabled={!removable}
        onClick={onRemove}
      />
    </li>
  );
}

function NextCorner({ onAdd }: { onAdd: (at: Point) => void }) {
  const t = useMessages();
  const id = useId();
  const [lat, setLat] = useState<number | null>(null);
  const [lon, setLon] = useState<number | null>(null);
  const add = () => {
    if (lat === null || lon === null) return;
    onAdd({ lat, lon });
    setLat(null);
    setLon(null);
    document.getElementById(id)?.focus();
  };
  return (
    <div className="flex items-center gap-1.5 pl-6.5">
      <NumberInput
        id={id}
        aria-label={t("geofences.nextLatitude")}
        placeholder={t("geofences.latitude")}
        {...latitudes}
        value={lat}
        onChange={setLat}
      />
      <NumberInput
        aria-label={t("geofences.nextLongitude")}
        placeholder={t("geofences.longitude")}
        {...longitudes}
        value={lon}
        onChange={setLon}
      />
      <Button size="sm" disabled={lat === null || lon === null} onClick={add}>
        {t("geofences.addCorner")}
      </Button>
    </div>
  );
}
