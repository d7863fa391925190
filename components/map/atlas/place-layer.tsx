"use client";

import { useEffect } from "react";
import { useMap } from "#components/map/map-context.ts";
import { createColorReader, useShownTheme } from "#components/map/tokens.ts";

interface Props {
  lat: number;
  lon: number;
  /** A token of a colour. */
  color: "accent" | "warn" | "bad";
}

/** One place, in the middle of the map at first. */
export function PlaceLayer({ lat, lon, color }: Props) {
  const { leaflet, map } = useMap();
  const theme = useShownTheme();
  useEffect(() => {
    map.setView([lat, lon], 15, { animate: false });
  }, [map, lat, lon]);
  useEffect(() => {
    const readColor = createColorReader(theme);
    const dot = leaflet.circleMarker([lat, lon], {
      radius: 9,
      color: readColor("map-casing"),
      weight: 3,
      fillColor: readColor(color),
      fillOpacity: 1,
      interactive: false,
    });
    dot.addTo(map);
    return () => {
      dot.remove();
    };
  }, [leaflet, map, lat, lon, color, theme]);
  return null;
}
