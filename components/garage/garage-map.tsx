"use client";

import { useMemo } from "react";
import { FitPositions, FollowPosition } from "../map/fit-positions.tsx";
import { MapView } from "../map/map-view.tsx";
import { VehicleLayer } from "../map/vehicle-layer.tsx";
import { useMessages } from "../messages/use-messages.ts";
import type { CarFacts } from "./car-facts.ts";
import { toMapVehicle } from "./to-map-vehicle.ts";

interface Props {
  cars: readonly CarFacts[];
  selectedId: number | null;
  onSelect: (id: number) => void;
  className?: string;
}

/** The shown cars where they are; the chosen one is followed. */
export function GarageMap({ cars, selectedId, onSelect, className }: Props) {
  const t = useMessages();
  const vehicles = useMemo(() => cars.flatMap((facts) => toMapVehicle(t, facts)), [t, cars]);
  const selected = vehicles.find(({ id }) => id === selectedId) ?? null;
  return (
    <MapView label={t("map.vehicles")} {...(className ? { className } : {})}>
      <FitPositions positions={vehicles} />
      <FollowPosition position={selected} minZoom={13} />
      <VehicleLayer vehicles={vehicles} selectedId={selectedId} onSelect={onSelect} />
    </MapView>
  );
}
