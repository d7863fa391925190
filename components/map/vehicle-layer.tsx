"use client";

import type * as Leaflet from "leaflet";
import { useEffect, useRef } from "react";
import { pickNamed } from "./atlas/declutter.ts";
import { type MapHandle, useMap } from "./map-context.ts";
import { createVehiclePicture, type VehicleMarkerState } from "./marker-icon.ts";

export interface MapVehicle {
  id: number;
  /** Shown below the marker where there is room, and read aloud. */
  label: string;
  lat: number;
  lon: number;
  headingDeg: number | null;
  state: VehicleMarkerState;
  /** True when something is wrong with the car: the marker gets a red dot. */
  alert: boolean;
  /** The state in words, read aloud after the label. */
  stateText: string;
}

interface Props {
  vehicles: readonly MapVehicle[];
  selectedId?: number | null;
  onSelect?: (id: number) => void;
}

interface Drawn {
  marker: Leaflet.Marker;
  vehicle: MapVehicle;
  selected: boolean;
}

type DrawnById = Map<number, Drawn>;

/** Cars on the map: an arrow while one drives. Each can be reached by Tab and opened with Enter. */
export function VehicleLayer({ vehicles, selectedId = null, onSelect }: Props) {
  const handle = useMap();
  const drawn = useRef<DrawnById>(new Map());
  const select = useRef(onSelect);
  select.current = onSelect;

  useEffect(() => {
    updateMarkers(handle, drawn.current, { vehicles, selectedId, onSelect: (id) => select.current?.(id) });
    showNames(handle.map, drawn.current);
  }, [handle, vehicles, selectedId]);

  useEffect(() => {
    const known = drawn.current;
    const { map } = handle;
    const update = () => showNames(map, known);
    map.on("zoomend moveend", update);
    return () => {
      map.off("zoomend moveend", update);
      for (const { marker } of known.values()) marker.remove();
      known.clear();
    };
  }, [handle]);

  return null;
}

interface Wanted {
  vehicles: readonly MapVehicle[];
  selectedId: number | null;
  onSelect: (id: number) => void;
}

/** Adds, redraws, moves and removes markers, touching only those that changed. */
function updateMarkers({ leaflet, map }: MapHandle, known: DrawnById, { vehicles, selectedId, onSelect }: Wanted): void {
  const seen = new Set<number>();
  for (const vehicle of vehicles) {
    seen.add(vehicle.id);
    const selected = vehicle.id === selectedId;
    const before = known.get(vehicle.id);
    const marker = before?.marker ?? createMarker(leaflet, map, vehicle, onSelect);
    if (!before || before.selected !== selected || looksDifferent(before.vehicle, vehicle)) draw(leaflet, marker, vehicle, selected);
    if (before && (before.vehicle.lat !== vehicle.lat || before.vehicle.lon !== vehicle.lon)) glide(marker, vehicle);
    known.set(vehicle.id, { marker, vehicle, selected });
  }
  for (const [id, { marker }] of known) {
    if (seen.has(id)) continue;
    marker.remove();
    known.delete(id);
  }
}

function looksDifferent(a: MapVehicle, b: MapVehicle): boolean {
  return a.state !== b.state || a.alert !== b.alert || a.headingDeg !== b.headingDeg || a.label !== b.label || a.stateText !== b.stateText;
}

function createMarker(leaflet: typeof Leaflet, map: Leaflet.Map, vehicle: MapVehicle, onSelect: (id: number) => void): Leaflet.Marker {
  const marker = leaflet.marker([vehicle.lat, vehicle.lon], { icon: leaflet.divIcon(), keyboard: true, riseOnHover: true });
  marker.on("click", () => onSelect(vehicle.id));
  marker.on("keydown", (event: Leaflet.LeafletKeyboardEvent) => {
    if (event.originalEvent.key === "Enter") onSelect(vehicle.id);
  });
  return marker.addTo(map);
}

function draw(leaflet: typeof Leaflet, marker: Leaflet.Marker, vehicle: MapVehicle, selected: boolean): void {
  const content = document.createElement("div");
  const label = document.createElement("span");
  label.className = "map-marker-label";
  label.textContent = vehicle.label;
  content.append(createVehiclePicture({ ...vehicle, selected }), label);
  const hadFocus = marker.getElement() === document.activeElement;
  marker.setIcon(leaflet.divIcon({ html: content, className: `map-marker${selected ? " map-marker-selected" : ""}`, iconSize: [36, 36] }));
  marker.setZIndexOffset(selected ? 1000 : vehicle.state === "moving" ? 500 : 0);
  const element = marker.getElement();
  element?.setAttribute("role", "button");
  element?.setAttribute("aria-label", `${vehicle.label}, ${vehicle.stateText}`);
  if (hadFocus) element?.focus();
}

/** Moves a marker in a short glide instead of a jump. */
function glide(marker: Leaflet.Marker, { lat, lon }: MapVehicle): void {
  const element = marker.getElement();
  element?.classList.add("map-marker-glide");
  marker.setLatLng([lat, lon]);
  setTimeout(() => element?.classList.remove("map-marker-glide"), 1000);
}

/** Names the markers that have room for it; the others show theirs when pointed at or focused. */
function showNames(map: Leaflet.Map, known: DrawnById): void {
  const bounds = map.getBounds().pad(0.1);
  const shown = [...known.values()].filter(({ vehicle }) => bounds.contains([vehicle.lat, vehicle.lon]));
  const candidates = shown.length > manyVehicles ? shown.filter(({ selected }) => selected) : shown;
  const named = pickNamed(
    candidates.map(({ vehicle, selected }) => {
      const { x, y } = map.latLngToContainerPoint([vehicle.lat, vehicle.lon]);
      return {
        id: vehicle.id,
        x,
        y,
        width: nameWidth(vehicle.label),
        priority: selected ? 3 : vehicle.state === "moving" ? 2 : vehicle.alert ? 1 : 0,
      };
    }),
  );
  for (const { marker, vehicle } of shown) marker.getElement()?.classList.toggle("map-marker-bare", !named.has(vehicle.id));
}

/** With more than this in view names would say nothing. */
const manyVehicles = 400;

/** About as wide as a name is set; measuring each one would cost a layout. */
function nameWidth(label: string): number {
  return 14 + label.length * 6.2;
}
