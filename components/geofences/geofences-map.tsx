"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { FitPositions, KeepInView } from "#components/map/fit-positions.tsx";
import { GeofenceLayer } from "#components/map/geofence-layer.tsx";
import { MapView } from "#components/map/map-view.tsx";
import type { ShapeDraft } from "#components/map/shapes/shape-draft.ts";
import { ShapeEditor } from "#components/map/shapes/shape-editor.tsx";
import { extentOf } from "#components/map/shapes/shape-points.ts";
import { VehicleLayer } from "#components/map/vehicle-layer.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import type { CarFacts } from "#components/vehicles/garage/car-facts.ts";
import { toMapVehicle } from "#components/vehicles/garage/to-map-vehicle.ts";
import { toMapGeofences } from "./geofence-data.ts";
import type { GeofenceDraft } from "./geofence-draft.ts";

interface Props {
  cars: readonly CarFacts[];
  selectedId: number | null;
  onSelect: (id: number) => void;
  draft: GeofenceDraft | null;
  onDraft: (shape: ShapeDraft) => void;
  className: string;
}

/** Every geofence and every car; the one that is being changed has handles. */
export function GeofencesMap({ cars, selectedId, onSelect, draft, onDraft, className }: Props) {
  const t = useMessages();
  const vehicles = useMemo(() => cars.flatMap((facts) => toMapVehicle(t, facts)), [t, cars]);
  const trpc = useTRPC();
  const { data: geofences } = useSuspenseQuery(trpc.geofences.list.queryOptions(undefined, { select: toMapGeofences }));
  const others = useMemo(() => geofences.filter(({ id }) => id !== draft?.id), [geofences, draft?.id]);
  const selected = geofences.find(({ id }) => id === selectedId) ?? null;
  const all = useMemo(() => [...geofences.flatMap(({ shape }) => extentOf(shape)), ...vehicles], [geofences, vehicles]);
  const typed = draft?.shape.centre ?? toPosition(draft?.shape.corners.at(-1));
  return (
    <MapView label={t("geofences.map")} className={className}>
      <FitPositions
        positions={selected ? extentOf(selected.shape) : all}
        fitKey={selected ? selected.id : "all"}
        maxZoom={selected ? 16 : 14}
      />
      <GeofenceLayer geofences={others} selectedId={selectedId} {...(draft ? {} : { onSelect })} />
      <VehicleLayer vehicles={vehicles} />
      {draft ? <ShapeEditor draft={draft.shape} onChange={onDraft} /> : null}
      {draft ? <KeepInView position={typed} /> : null}
    </MapView>
  );
}

function toPosition(corner: readonly [number, number] | undefined): { lat: number; lon: number } | null {
  return corner ? { lat: corner[0], lon: corner[1] } : null;
}
