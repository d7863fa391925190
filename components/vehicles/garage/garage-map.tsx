"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { toMapGeofences } from "#components/geofences/geofence-data.ts";
import { FitPositions } from "#components/map/fit-positions.tsx";
import { FollowPosition } from "#components/map/follow-position.tsx";
import { GeofenceLayer, type MapGeofence } from "#components/map/geofence-layer.tsx";
import { MapView } from "#components/map/map-view.tsx";
import { VehicleLayer } from "#components/map/vehicle-layer.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import type { CarFacts } from "./car-facts.ts";
import { toMapVehicle } from "./to-map-vehicle.ts";

interface Props {
  cars: readonly CarFacts[];
  selectedId: number | null;
  onSelect: (id: number) => void;
  className?: string;
}

const none: readonly MapGeofence[] = [];

/** The shown cars where they are; the chosen one is followed. Geofences lie quietly below. */
export function GarageMap({ cars, selectedId, onSelect, className }: Props) {
  const t = useMessages();
  const vehicles = useMemo(() => cars.flatMap((facts) => toMapVehicle(t, facts)), [t, cars]);
  const trpc = useTRPC();
  const { data: geofences = none } = useQuery(trpc.geofences.list.queryOptions(undefined, { select: toMapGeofences }));
  const selected = vehicles.find(({ id }) => id === selectedId) ?? null;
  return (
    <MapView label={t("map.vehicles")} {...(className ? { className } : {})}>
      <FitPositions positions={vehicles} />
      {selected ? <FollowPosition subject={selected.id} position={selected} /> : null}
      <GeofenceLayer geofences={geofences} />
      <VehicleLayer vehicles={vehicles} selectedId={selectedId} onSelect={onSelect} />
    </MapView>
  );
}
