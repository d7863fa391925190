"use client";

import { Circle, Hexagon, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import type { Translate } from "#components/messages/messages.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { type Format, useFormat } from "#components/ui/values/format.tsx";
import type { Geofence } from "./geofence-data.ts";

interface Props {
  geofence: Geofence;
  selected: boolean;
  onSelect: (id: number) => void;
  /** Left out for people who may only look. */
  onEdit?: (geofence: Geofence) => void;
  onRemove?: (geofence: Geofence) => void;
}

/** One geofence: how large it is and who is inside now; choosing it shows it on the map. */
export function GeofenceRow({ geofence, selected, onSelect, onEdit, onRemove }: Props) {
  const t = useMessages();
  const format = useFormat();
  const row = useRef<HTMLLIElement>(null);
  const { id, name, shape } = geofence;
  const Icon = shape.kind === "circle" ? Circle : Hexagon;
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  return (
    <li ref={row} className={cx("scroll-my-2 px-4 py-3 transition-colors", selected ? "bg-accent-soft/60" : "hover:bg-hover")}>
      <div className="flex items-start gap-3">
        <Icon aria-hidden="true" className="mt-1 size-4 shrink-0 text-accent-text" />
        <button
          type="button"
          aria-pressed={selected}
          aria-label={t("geofences.showNamed", { name })}
          onClick={() => onSelect(id)}
          className="min-w-0 flex-1 rounded-sm text-left"
        >
          <span className="block truncate font-medium">{name}</span>
          <span className="block text-sm text-muted">{describeShape(t, format, shape)}</span>
        </button>
        <div className="-my-1 flex shrink-0">
          {onEdit ? (
            <IconButton label={t("geofences.editNamed", { name })} icon={<Pencil aria-hidden="true" />} onClick={() => onEdit(geofence)} />
          ) : null}
          {onRemove ? (
            <IconButton
              label={t("geofences.removeNamed", { name })}
              icon={<Trash2 aria-hidden="true" />}
              onClick={() => onRemove(geofence)}
            />
          ) : null}
        </div>
      </div>
      <Inside geofence={geofence} />
    </li>
  );
}

function Inside({ geofence: { inside } }: { geofence: Geofence }) {
  const t = useMessages();
  if (inside.length === 0) return <p className="mt-1 pl-7 text-xs text-muted">{t("geofences.nobodyInside")}</p>;
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-1.5 pl-7">
      <span className="text-xs text-muted">{t("geofences.inside")}</span>
      <ul className="contents">
        {inside.map(({ vehicle }) => (
          <li key={vehicle.id}>
            <Link
              href={`/vehicles/${vehicle.id}`}
              className="touch inline-flex items-center justify-center rounded-md text-xs font-medium text-accent-text hover:underline"
            >
              <span className="rounded-full bg-accent-soft px-2 py-0.5">{vehicle.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Radii from here on are written in km or miles, m. */
const longRadiusM = 1000;

function describeShape(t: Translate, format: Format, shape: Geofence["shape"]): string {
  if (shape.kind === "polygon") return t("geofences.polygonOf", { count: shape.corners.length });
  const { radiusM } = shape;
  return t("geofences.circleOf", { radius: (radiusM < longRadiusM ? format.length(radiusM) : format.distance(radiusM)).text });
}
