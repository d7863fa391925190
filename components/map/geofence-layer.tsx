"use client";

import type * as Leaflet from "leaflet";
import { useEffect, useRef } from "react";
import type { GeofenceShape } from "#server/domain/alerts/alert.ts";
import { type MapHandle, useMap } from "./map-context.ts";
import { labelPointOf } from "./shapes/shape-points.ts";
import { createColorReader, type ReadColor, useShownTheme } from "./tokens.ts";

export interface MapGeofence {
  id: number;
  name: string;
  shape: GeofenceShape;
}

interface Props {
  geofences: readonly MapGeofence[];
  selectedId?: number | null;
  /** Without it they are a quiet background that no pointer hits. */
  onSelect?: (id: number) => void;
}

/** Geofences with their names. Choosing one by keyboard is the list's part. */
export function GeofenceLayer({ geofences, selectedId = null, onSelect }: Props) {
  const handle = useMap();
  const theme = useShownTheme();
  const select = useRef(onSelect);
  select.current = onSelect;
  const quiet = onSelect === undefined;

  useEffect(() => {
    const readColor = createColorReader(theme);
    const group = handle.leaflet.layerGroup();
    for (const geofence of geofences) {
      const style = { ...styleOf(readColor, { quiet, selected: !quiet && geofence.id === selectedId }), interactive: !quiet };
      const path = createShape(handle, geofence.shape, style);
      path.on("click", () => select.current?.(geofence.id));
      path.addTo(group);
      createName(handle, geofence, quiet).addTo(group);
    }
    group.addTo(handle.map);
    return () => {
      group.remove();
    };
  }, [handle, theme, geofences, selectedId, quiet]);
  return null;
}

function styleOf(readColor: ReadColor, { quiet, selected }: { quiet: boolean; selected: boolean }): Leaflet.PathOptions {
  const color = readColor(quiet ? "faint" : "accent");
  return {
    color,
    weight: selected ? 3 : 1.5,
    opacity: quiet ? 0.8 : 1,
    fillColor: color,
    fillOpacity: selected ? 0.22 : quiet ? 0.06 : 0.1,
    ...(quiet ? { dashArray: "4 4" } : {}),
  };
}

/** A shape as a path of the map. */
export function createShape({ leaflet }: MapHandle, shape: GeofenceShape, style: Leaflet.PathOptions): Leaflet.Path {
  if (shape.kind === "circle") return leaflet.circle([shape.lat, shape.lon], { ...style, radius: shape.radiusM });
  return leaflet.polygon(shape.corners, { ...style, lineJoin: "round" });
}

function createName({ leaflet }: MapHandle, { name, shape }: MapGeofence, quiet: boolean): Leaflet.Marker {
  const content = document.createElement("span");
  content.className = `map-fence-name${quiet ? " map-fence-name-quiet" : ""}`;
  content.textContent = name;
  const { lat, lon } = labelPointOf(shape);
  const icon = leaflet.divIcon({ html: content, className: "map-fence", iconSize: [0, 0] });
  return leaflet.marker([lat, lon], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 });
}
