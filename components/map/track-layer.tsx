"use client";

import type * as Leaflet from "leaflet";
import { useEffect, useMemo, useRef } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { usePreferences } from "#components/ui/values/format.tsx";
import type { TripTrack } from "#server/domain/trips/trip.ts";
import { spreadSpots } from "./atlas/spread.ts";
import { type MapHandle, useMap } from "./map-context.ts";
import { createLines, createTrackPicture, type TrackMarkerKind } from "./marker-icon.ts";
import { speedBands, type TrackPoint, toRuns, toTrackPoints } from "./speed-scale.ts";
import { createColorReader, useShownTheme } from "./tokens.ts";
import { TrackView } from "./track-view.tsx";

export interface MapEvent {
  id: string | number;
  kind: "hard_brake" | "hard_accel" | "speeding" | "idling";
  lat: number;
  lon: number;
  /** What happened, in words; read aloud and shown when opened. */
  title: string;
  /** When, how strong; one line each. */
  lines: readonly string[];
}

interface Props {
  track: TripTrack;
  /** The trip goes on: what is added is kept in view until a person moves the map. */
  growing?: boolean;
  events?: readonly MapEvent[];
  /** Opens the event of this id. */
  selectedEventId?: MapEvent["id"] | null;
  onSelectEvent?: (id: MapEvent["id"]) => void;
  /** A place in the track's columns to point at, for example where the chart is hovered. */
  cursor?: number | null;
  onCursor?: (index: number | null) => void;
}

const none: readonly MapEvent[] = [];

/** A trip on the map: its line coloured by speed, both ends, its events. */
export function TrackLayer({
  track,
  growing = false,
  events = none,
  selectedEventId = null,
  onSelectEvent,
  cursor = null,
  onCursor,
}: Props) {
  const points = useMemo(() => toTrackPoints(track), [track]);
  return (
    <>
      <TrackView points={points} growing={growing} />
      <TrackLine points={points} onCursor={onCursor} />
      <TrackEnds points={points} />
      <TrackEvents events={events} selectedId={selectedEventId} onSelect={onSelectEvent} />
      <TrackCursor points={points} cursor={cursor} />
    </>
  );
}

function TrackLine({ points, onCursor }: { points: readonly TrackPoint[]; onCursor: Props["onCursor"] }) {
  const { leaflet, map } = useMap();
  const { units } = usePreferences();
  const theme = useShownTheme();
  const report = useRef(onCursor);
  report.current = onCursor;

  useEffect(() => {
    const readColor = createColorReader(theme);
    const bands = speedBands(units);
    const group = leaflet.layerGroup();
    const line = { interactive: false, lineCap: "round", lineJoin: "round", smoothFactor: 0.8 } as const;
    leaflet
      .polyline(
        points.map(({ lat, lon }): [number, number] => [lat, lon]),
        { ...line, color: readColor("map-casing"), weight: 8, opacity: 0.9 },
      )
      .addTo(group);
    for (const run of toRuns(points, bands)) {
      leaflet.polyline(run.points, { ...line, color: readColor(bands[run.band]?.token ?? "accent"), weight: 4.5 }).addTo(group);
    }
    group.addTo(map);
    const move = (event: Leaflet.LeafletMouseEvent) => report.current?.(nearest(map, points, event.containerPoint));
    const leave = () => report.current?.(null);
    map.on("mousemove", move);
    map.on("mouseout", leave);
    return () => {
      map.off("mousemove", move);
      map.off("mouseout", leave);
      group.remove();
    };
  }, [leaflet, map, points, units, theme]);
  return null;
}

/** How near the pointer must be to the line, px. */
const reachPx = 28;

function nearest(map: Leaflet.Map, points: readonly TrackPoint[], to: Leaflet.Point): number | null {
  let best: number | null = null;
  let bestPx = reachPx;
  for (const point of points) {
    const px = map.latLngToContainerPoint([point.lat, point.lon]).distanceTo(to);
    if (px >= bestPx) continue;
    bestPx = px;
    best = point.index;
  }
  return best;
}

/** Width and height of a marker: what a finger can press. */
const markerPx = 26;

function createTrackMarker(
  { leaflet, map }: MapHandle,
  at: { lat: number; lon: number },
  { kind, label, ...options }: { kind: TrackMarkerKind; label: string } & Leaflet.MarkerOptions,
): Leaflet.Marker {
  const content = document.createElement("div");
  content.append(createTrackPicture(kind));
  const icon = leaflet.divIcon({ html: content, className: "map-marker", iconSize: [markerPx, markerPx] });
  const marker = leaflet.marker([at.lat, at.lon], { icon, ...options }).addTo(map);
  marker.getElement()?.setAttribute("aria-label", label);
  return marker;
}

/** Start and end say nothing when pressed, so they are pictures, below the events that may lie close to them. */
const asPicture = { interactive: false, keyboard: false, zIndexOffset: -1000 };
const asButton = { keyboard: true, riseOnHover: true };

/** Draws markers that would lie on one another a little beside their places; popups point at the places themselves. */
function spreadMarkers({ map }: MapHandle, markers: readonly Leaflet.Marker[]): void {
  const places = markers.map((marker) => map.latLngToLayerPoint(marker.getLatLng()));
  const spots = spreadSpots(places, markerPx);
  for (const [index, marker] of markers.entries()) {
    const [place, spot] = [places[index], spots[index]];
    const style = marker.getElement()?.style;
    if (!place || !spot || !style) continue;
    style.marginLeft = `${spot.x - place.x - markerPx / 2}px`;
    style.marginTop = `${spot.y - place.y - markerPx / 2}px`;
  }
}

function TrackEnds({ points }: { points: readonly TrackPoint[] }) {
  const handle = useMap();
  const t = useMessages();
  useEffect(() => {
    const ends = [
      { at: points[0], kind: "start" as const, label: t("map.start") },
      { at: points.at(-1), kind: "end" as const, label: t("map.end") },
    ];
    const markers = ends.flatMap(({ at, ...end }) => (at ? [createTrackMarker(handle, at, { ...end, ...asPicture })] : []));
    for (const marker of markers) marker.getElement()?.setAttribute("role", "img");
    return () => {
      for (const marker of markers) marker.remove();
    };
  }, [handle, points, t]);
  return null;
}

function TrackEvents({
  events,
  selectedId,
  onSelect,
}: {
  events: readonly MapEvent[];
  selectedId: MapEvent["id"] | null;
  onSelect: Props["onSelectEvent"];
}) {
  const handle = useMap();
  const markers = useRef(new Map<MapEvent["id"], Leaflet.Marker>());
  const select = useRef(onSelect);
  select.current = onSelect;

  useEffect(() => {
    const known = markers.current;
    const spread = () => spreadMarkers(handle, [...known.values()]);
    for (const event of events) {
      const marker = createTrackMarker(handle, event, { kind: event.kind, label: event.title, ...asButton });
      marker.bindPopup(createLines(event.title, event.lines));
      marker.on("popupopen", () => select.current?.(event.id));
      known.set(event.id, marker);
    }
    spread();
    handle.map.on("zoomend viewreset", spread);
    return () => {
      handle.map.off("zoomend viewreset", spread);
      for (const marker of known.values()) marker.remove();
      known.clear();
    };
  }, [handle, events]);

  useEffect(() => {
    const marker = selectedId === null ? undefined : markers.current.get(selectedId);
    if (!marker || marker.isPopupOpen()) return;
    handle.map.panInside(marker.getLatLng(), { padding: [60, 80] });
    marker.openPopup();
  }, [handle, selectedId]);
  return null;
}

function TrackCursor({ points, cursor }: { points: readonly TrackPoint[]; cursor: number | null }) {
  const { leaflet, map } = useMap();
  const theme = useShownTheme();
  const at = useMemo(() => (cursor === null ? undefined : nearestInColumns(points, cursor)), [points, cursor]);
  useEffect(() => {
    if (!at) return;
    const readColor = createColorReader(theme);
    const dot = leaflet.circleMarker([at.lat, at.lon], {
      radius: 7,
      color: readColor("map-casing"),
      weight: 2.5,
      fillColor: readColor("accent"),
      fillOpacity: 1,
      interactive: false,
    });
    dot.addTo(map);
    return () => {
      dot.remove();
    };
  }, [leaflet, map, at, theme]);
  return null;
}

/** The point nearest to a place in the columns: moments without a position take their neighbour's. */
function nearestInColumns(points: readonly TrackPoint[], index: number): TrackPoint | undefined {
  const next = points.findIndex((point) => point.index >= index);
  if (next === -1) return points.at(-1);
  const after = points[next];
  const before = points[next - 1];
  return before && after && index - before.index < after.index - index ? before : after;
}
