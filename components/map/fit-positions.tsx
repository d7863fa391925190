"use client";

import { useEffect, useRef } from "react";
import { useMap } from "./map-context.ts";

interface Props {
  positions: readonly { lat: number; lon: number }[];
  /** Shows all positions again when it changes; else only the first positions do, so that live movement never moves the map. */
  fitKey?: string | number;
  maxZoom?: number;
}

/** Shows all of some positions. */
export function FitPositions({ positions, fitKey = "", maxZoom = 14 }: Props) {
  const { leaflet, map } = useMap();
  const newest = useRef(positions);
  newest.current = positions;
  const any = positions.length > 0;
  useEffect(() => {
    if (!any) return;
    const bounds = leaflet.latLngBounds(newest.current.map(({ lat, lon }): [number, number] => [lat, lon]));
    map.fitBounds(bounds, { padding: [48, 48], maxZoom, animate: false });
    void fitKey;
  }, [leaflet, map, any, fitKey, maxZoom]);
  return null;
}

/** Moves the map only when a position has left the view: for what is typed, not dragged. */
export function KeepInView({ position }: { position: { lat: number; lon: number } | null }) {
  const { map } = useMap();
  const lat = position?.lat;
  const lon = position?.lon;
  useEffect(() => {
    if (lat === undefined || lon === undefined || map.getBounds().contains([lat, lon])) return;
    map.setView([lat, lon], Math.max(map.getZoom(), 12), { animate: false });
  }, [map, lat, lon]);
  return null;
}
