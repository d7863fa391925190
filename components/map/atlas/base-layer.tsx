"use client";

import { useContext, useEffect } from "react";
import { KnownRoads } from "#components/map/known-roads.tsx";
import { MapSettingsContext, useMap } from "#components/map/map-context.ts";
import { createColorReader, useShownTheme } from "#components/map/tokens.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPCClient } from "#components/trpc.tsx";
import { createAtlasTiles } from "./atlas-tiles.ts";
import { createLabelLayer } from "./label-layer.ts";

/** What lies under everything: tiles of a server when the settings name one, else the built-in atlas. */
export function BaseLayer() {
  const { tileUrl, tileAttribution } = useContext(MapSettingsContext);
  return tileUrl === "" ? <Atlas /> : <Tiles url={tileUrl} attribution={tileAttribution} />;
}

function Tiles({ url, attribution }: { url: string; attribution: string }) {
  const { leaflet, map } = useMap();
  useEffect(() => {
    const layer = leaflet.tileLayer(url, { maxZoom: 19, attribution: asText(attribution), className: "map-tiles" });
    layer.addTo(map);
    return () => {
      layer.remove();
    };
  }, [leaflet, map, url, attribution]);
  return null;
}

/** Leaflet takes attribution as HTML; ours is text. */
function asText(text: string): string {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}

function Atlas() {
  const t = useMessages();
  const api = useTRPCClient();
  const { leaflet, map } = useMap();
  const theme = useShownTheme();
  useEffect(() => {
    const readColor = createColorReader(theme);
    const layers = [
      createAtlasTiles(leaflet, readColor, t("map.sources")),
      createLabelLayer(leaflet, { readColor, loadTowns: (tile) => api.map.towns.query(tile) }),
    ];
    for (const layer of layers) layer.addTo(map);
    return () => {
      for (const layer of layers) layer.remove();
    };
  }, [leaflet, map, theme, t, api]);
  return <KnownRoads />;
}
