"use client";

import type * as Leaflet from "leaflet";
import { createContext, useContext } from "react";

/** The map a layer draws on: Leaflet itself comes along, because it is loaded in the browser only. */
export interface MapHandle {
  leaflet: typeof Leaflet;
  map: Leaflet.Map;
}

export const MapContext = createContext<MapHandle | null>(null);

/** For layers: what a `MapView` around them has made. */
export function useMap(): MapHandle {
  const handle = useContext(MapContext);
  if (!handle) throw new Error("A map layer stands outside a MapView.");
  return handle;
}

export interface MapSettings {
  /** Raster tiles, `https://…/{z}/{x}/{y}.png`; empty: the built-in atlas. */
  tileUrl: string;
  tileAttribution: string;
}

export const MapSettingsContext = createContext<MapSettings>({ tileUrl: "", tileAttribution: "" });
