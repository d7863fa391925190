"use client";

import "leaflet/dist/leaflet.css";
import "./map.css";
import type * as Leaflet from "leaflet";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";
import { usePreferences } from "#components/ui/values/format.tsx";
import { BaseLayer } from "./atlas/base-layer.tsx";
import { MapContext, type MapHandle } from "./map-context.ts";

interface Props {
  /** Names the map for those who cannot see it. */
  label: string;
  /** Must give it a height. */
  className?: string;
  /** Layers: `VehicleLayer`, `TrackLayer`, `FitPositions` … They mount once the map is there. */
  children?: ReactNode;
  /** False: one finger scrolls the page past a small map. */
  wheelZoom?: boolean;
}

/** A map. Leaflet is loaded in the browser only; layers are children. */
export function MapView({ label, className, children, wheelZoom = true }: Props) {
  const t = useMessages();
  const { units } = usePreferences();
  const container = useRef<HTMLDivElement>(null);
  const [handle, setHandle] = useState<MapHandle | null>(null);

  useEffect(() => {
    let dispose: (() => void) | undefined;
    let gone = false;
    void import("leaflet").then((leaflet) => {
      if (gone || !container.current) return;
      const made = createMap(leaflet, container.current, { wheelZoom, zoomIn: t("map.zoomIn"), zoomOut: t("map.zoomOut") });
      dispose = made.dispose;
      setHandle({ leaflet, map: made.map });
    });
    return () => {
      gone = true;
      setHandle(null);
      dispose?.();
    };
  }, [t, wheelZoom]);

  useEffect(() => {
    if (!handle) return;
    const scale = handle.leaflet.control.scale({ metric: units === "metric", imperial: units === "imperial", maxWidth: 120 });
    scale.addTo(handle.map);
    return () => {
      scale.remove();
    };
  }, [handle, units]);

  return (
    <section aria-label={label} className={cx("relative isolate overflow-hidden bg-map-water", className)}>
      <div ref={container} className="absolute inset-0" />
      {handle ? (
        <MapContext value={handle}>
          <BaseLayer />
          {children}
        </MapContext>
      ) : null}
    </section>
  );
}

interface Options {
  wheelZoom: boolean;
  zoomIn: string;
  zoomOut: string;
}

/** Longer than a zoom's animation, whose end Leaflet would report to a map that is gone, ms. */
const animationMs = 400;

function createMap(leaflet: typeof Leaflet, parent: HTMLElement, { wheelZoom, zoomIn, zoomOut }: Options) {
  const element = document.createElement("div");
  element.className = "absolute inset-0";
  parent.append(element);
  const map = leaflet.map(element, {
    preferCanvas: true,
    zoomControl: false,
    attributionControl: false,
    worldCopyJump: true,
    minZoom: 2,
    maxZoom: 19,
    zoomSnap: 0.5,
    wheelPxPerZoomLevel: 90,
    scrollWheelZoom: wheelZoom,
  });
  leaflet.control.attribution({ prefix: false }).addTo(map);
  leaflet.control.zoom({ position: "bottomright", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  map.setView([25, 5], 2);
  const observer = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  observer.observe(element);
  const dispose = () => {
    observer.disconnect();
    element.remove();
    setTimeout(() => map.remove(), animationMs);
  };
  return { map, dispose };
}
