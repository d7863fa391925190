"use client";

import type * as Leaflet from "leaflet";
import { useEffect, useRef } from "react";
import { useMap } from "./map-context.ts";
import { createVehiclePicture, type VehicleMarkerState } from "./marker-icon.ts";

export interface MapVehicle {
  id: number;
  /** Shown below the marker and read aloud. */
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

/** From this zoom on every marker has its name; below only when there are few. */
const labelsFromZoom = 11;
const fewVehicles = 25;

/** Cars on the map: an arrow while one drives. Each can be reached by Tab and opened with Enter. */
export function VehicleLayer({ vehicles, selectedId = null, onSelect }: Props) {
  const { leaflet, map } = useMap();
  const drawn = useRef(new Map<number, Drawn>());
  const select = useRef(onSelect);
  select.current = onSelect;

  useEffect(() => {
    const known = drawn.current;
    const seen = new Set<number>();
    for (const vehicle of vehicles) {
      seen.add(vehicle.id);
      const selected = vehicle.id === selectedId;
      const before = known.get(vehicle.id);
      const marker = before?.marker ?? createMarker(leaflet, map, vehicle, (id) => select.current?.(id));
      if (!before || before.selected !== selected || looksDifferent(before.vehicle, vehicle)) draw(leaflet, marker, vehicle, selected);
      if (before && (before.vehicle.lat !== vehicle.lat || before.vehicle.lon !== vehicle.lon)) glide(marker, vehicle);
      known.set(vehicle.id, { marker, vehicle, selected });
    }
    for (const [id, { marker }] of known) {
      if (seen.has(id)) continue;
      marker.remove();
      known.delete(id);
    }
  }, [leaflet, map, vehicles, selectedId]);

  useEffect(() => {
    const known = drawn.current;
    return () => {
      for (const { marker } of known.values()) marker.remove();
      known.clear();
    };
  }, []);

  const many = vehicles.length > fewVehicles;
  useEffect(() => {
    const update = () => map.getContainer().classList.toggle("map-hide-labels", many && map.getZoom() < labelsFromZoom);
    update();
    map.on("zoomend", update);
    return () => {
      map.off("zoomend", update);
    };
  }, [map, many]);

  return null;
}

function looksDifferent(a: MapVehicle, b: MapVehicle): boolean {
  return a.state !== b.state || a.alert !== b.alert || a.headingDeg !== b.headingDeg || a.label !== b.label || a.stateText !== b.stateText;
}

function createMarker(leaflet: typeof Leaflet, map: Leaflet.Map, vehicle: MapVehicle, onSelect: (id: number) => void): Leaflet.Marker {
  const marker = leaflet.marker([vehicle.lat, vehicle.lon], { keyboard: true, riseOnHover: true });
  marker.on("click", () => onSelect(vehicle.id));
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
