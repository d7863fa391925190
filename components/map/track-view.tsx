"use client";

import { useCallback, useEffect, useRef } from "react";
import { Follow } from "./follow.tsx";
import { useMap } from "./map-context.ts";
import type { TrackPoint } from "./speed-scale.ts";

interface Props {
  points: readonly TrackPoint[];
  growing: boolean;
}

/** Shows all of a track: a finished one at first, one that grows for as long as it is followed. */
export function TrackView({ points, growing }: Props) {
  const { leaflet, map } = useMap();
  const show = useCallback(() => {
    const [first, ...rest] = points;
    if (!first) return;
    const bounds = leaflet.latLngBounds([first.lat, first.lon], [first.lat, first.lon]);
    for (const { lat, lon } of rest) bounds.extend([lat, lon]);
    // Room at the top for the legend.
    map.fitBounds(bounds, { paddingTopLeft: [36, 76], paddingBottomRight: [36, 36], maxZoom: 17, animate: false });
  }, [leaflet, map, points]);
  const newest = useRef(show);
  newest.current = show;
  const any = points.length > 0;
  useEffect(() => {
    if (any && map) newest.current();
  }, [map, any]);
  return growing ? <Follow subject="track" show={show} /> : null;
}
