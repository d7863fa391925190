"use client";

import { useCallback } from "react";
import { Follow } from "./follow.tsx";
import { useMap } from "./map-context.ts";

interface Props {
  subject: string | number;
  position: { lat: number; lon: number };
}

/** From this zoom on single streets are visible. */
const minZoom = 13;

/** Keeps a position in the middle of the map; keeps the zoom unless it is far out. */
export function FollowPosition({ subject, position: { lat, lon } }: Props) {
  const { map } = useMap();
  const show = useCallback(() => {
    const isFarOut = map.getZoom() < minZoom;
    map.setView([lat, lon], isFarOut ? minZoom : map.getZoom(), { animate: !isFarOut });
  }, [map, lat, lon]);
  return <Follow subject={subject} show={show} />;
}
