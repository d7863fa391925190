"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC } from "#components/trpc.tsx";
import { decodePolyline } from "#server/domain/polyline.ts";
import { useMap } from "./map-context.ts";
import { paneOf } from "./panes.ts";
import { createColorReader, useShownTheme } from "./tokens.ts";

/** Streets change slowly: asked again after this long. */
const staleMs = 10 * 60_000;

/** The streets the fleet has driven, drawn under everything: without a tile server they are the map's streets. */
export function KnownRoads() {
  const { leaflet, map } = useMap();
  const trpc = useTRPC();
  const theme = useShownTheme();
  const { data: roads } = useQuery(trpc.map.roads.queryOptions(undefined, { staleTime: staleMs, retry: false }));
  useEffect(() => {
    if (!roads) return;
    paneOf(map, "roads");
    const lines = leaflet.polyline(roads.map(decodePolyline), {
      renderer: leaflet.canvas({ pane: "roads", padding: 0.4 }),
      pane: "roads",
      interactive: false,
      lineCap: "round",
      lineJoin: "round",
      color: createColorReader(theme)("map-road"),
      opacity: 1,
    });
    const restyle = () => lines.setStyle({ weight: roadWidth(map.getZoom()) });
    restyle();
    lines.addTo(map);
    map.on("zoomend", restyle);
    return () => {
      map.off("zoomend", restyle);
      lines.remove();
    };
  }, [leaflet, map, roads, theme]);
  return null;
}

function roadWidth(zoom: number): number {
  return Math.min(7, Math.max(1, (zoom - 8.5) * 0.62));
}
