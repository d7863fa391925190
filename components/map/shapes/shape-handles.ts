"use client";

import type * as Leaflet from "leaflet";
import type { MapHandle } from "#components/map/map-context.ts";
import { toPoint } from "./shape-draft.ts";
import type { Point } from "./shape-points.ts";

interface Options {
  at: Point;
  /** Read aloud; a handle without one is for the pointer only. */
  label?: string;
  look?: "corner" | "middle" | "centre";
  onMove: (to: Point) => void;
  /** After a drag or a key. */
  onMoved?: (to: Point) => void;
  onPress?: () => void;
  onRemove?: () => void;
}

const steps: Record<string, [x: number, y: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** How far an arrow key moves a handle, px; with Shift it is a fine step. */
const stepPx = 8;
const fineStepPx = 1;

/** A handle of a shape: dragged by pointer, moved by the arrow keys. */
export function createHandle({ leaflet, map }: MapHandle, options: Options): Leaflet.Marker {
  const { at, label, look = "corner", onMove, onMoved, onPress } = options;
  const icon = leaflet.divIcon({ html: "", className: `map-handle map-handle-${look}`, iconSize: [30, 30] });
  const marker = leaflet.marker([at.lat, at.lon], {
    icon,
    draggable: true,
    autoPan: true,
    keyboard: label !== undefined,
    zIndexOffset: 2000,
  });
  marker.on("drag", () => onMove(toPoint(marker.getLatLng())));
  marker.on("dragend", () => (onMoved ?? onMove)(toPoint(marker.getLatLng())));
  marker.on("click", () => onPress?.());
  marker.addTo(map);
  const element = marker.getElement();
  if (element && label !== undefined) {
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", label);
    element.addEventListener("keydown", (event) => handleKey({ marker, map, event }, options));
  } else element?.setAttribute("aria-hidden", "true");
  return marker;
}

interface Pressed {
  marker: Leaflet.Marker;
  map: Leaflet.Map;
  event: KeyboardEvent;
}

function handleKey({ marker, map, event }: Pressed, { onMove, onMoved, onRemove }: Options): void {
  const step = steps[event.key];
  const removing = event.key === "Delete" || event.key === "Backspace";
  if (!step && !(removing && onRemove)) return;
  event.preventDefault();
  event.stopPropagation();
  if (step) (onMoved ?? onMove)(shift(marker, map, step, event.shiftKey ? fineStepPx : stepPx));
  else onRemove?.();
}

function shift(marker: Leaflet.Marker, map: Leaflet.Map, [x, y]: [number, number], px: number): Point {
  const to = map.containerPointToLatLng(map.latLngToContainerPoint(marker.getLatLng()).add([x * px, y * px]));
  marker.setLatLng(to);
  return toPoint(to);
}

/** Puts a handle where its point is, unless it is the one being dragged. */
export function follow(marker: Leaflet.Marker, to: Point | null): void {
  if (to && !marker.getElement()?.classList.contains("leaflet-drag-target")) marker.setLatLng([to.lat, to.lon]);
}

/** The cursor says that a click draws; a double click no longer zooms. */
export function beginDrawing(map: Leaflet.Map): () => void {
  const container = map.getContainer();
  container.classList.add("map-drawing");
  map.doubleClickZoom.disable();
  return () => {
    container.classList.remove("map-drawing");
    map.doubleClickZoom.enable();
  };
}
