"use client";

import type * as Leaflet from "leaflet";
import { useEffect, useRef } from "react";
import { useMap } from "#components/map/map-context.ts";
import { createColorReader, useShownTheme } from "#components/map/tokens.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { cornerLimits } from "#server/domain/alerts/geofence-limits.ts";
import { type ShapeDraft, type ShapeEditorProps, toPoint, withNextCorner } from "./shape-draft.ts";
import { beginDrawing, createHandle, follow } from "./shape-handles.ts";
import { type Corner, middlesOf, type Point, withCorner, withCornerAfter, withoutCorner } from "./shape-points.ts";

/** A polygon: each click is a corner until it is closed; then corners are dragged, added on the sides and removed. */
export function PolygonEditor(props: ShapeEditorProps) {
  const { draft } = props;
  return (
    <>
      {draft.drawing ? <PolygonDrawing {...props} /> : <Middles {...props} />}
      <Corners {...props} />
    </>
  );
}

/** A click this near to the corner before is the second half of a double click, px. */
const samePx = 6;

function PolygonDrawing({ draft, onChange }: ShapeEditorProps) {
  const { leaflet, map } = useMap();
  const theme = useShownTheme();
  const latest = useRef({ draft, onChange });
  latest.current = { draft, onChange };
  useEffect(() => {
    const color = createColorReader(theme)("accent");
    const lead = leaflet.polyline([], { color, weight: 1.5, dashArray: "4 5", interactive: false }).addTo(map);
    const click = (event: Leaflet.LeafletMouseEvent) => {
      const { draft: before, onChange: change } = latest.current;
      const last = before.corners.at(-1);
      const again = last && map.latLngToContainerPoint(last).distanceTo(event.containerPoint) < samePx;
      if (again) change({ ...before, drawing: before.corners.length < cornerLimits.min });
      else change(withNextCorner(before, toPoint(event.latlng)));
    };
    const move = (event: Leaflet.LeafletMouseEvent) => {
      const { corners } = latest.current.draft;
      const [first, last] = [corners[0], corners.at(-1)];
      lead.setLatLngs(first && last ? [last, event.latlng, ...(corners.length > 1 ? [first] : [])] : []);
    };
    const stop = beginDrawing(map);
    map.on({ click, mousemove: move });
    return () => {
      map.off({ click, mousemove: move });
      lead.remove();
      stop();
    };
  }, [leaflet, map, theme]);
  return null;
}

function Corners({ draft, onChange }: ShapeEditorProps) {
  const handle = useMap();
  const t = useMessages();
  const latest = useRef({ draft, onChange });
  latest.current = { draft, onChange };
  const markers = useRef<Leaflet.Marker[]>([]);
  const focusAt = useRef<number | null>(null);
  const count = draft.corners.length;

  useEffect(() => {
    const change = (next: (before: ShapeDraft) => ShapeDraft) => latest.current.onChange(next(latest.current.draft));
    const known = latest.current.draft.corners.map(([lat, lon], index) =>
      createHandle(handle, {
        at: { lat, lon },
        label: t("geofences.cornerHandle", { number: index + 1, count }),
        onMove: (to) => change((before) => ({ ...before, corners: withCorner(before.corners, index, [to.lat, to.lon]) })),
        onPress: () => change((before) => closedAt(before, index)),
        onRemove: () => {
          focusAt.current = Math.max(0, index - 1);
          change((before) => reduced(before, index));
        },
      }),
    );
    markers.current = known;
    if (focusAt.current !== null) known[Math.min(focusAt.current, known.length - 1)]?.getElement()?.focus();
    focusAt.current = null;
    return () => {
      for (const marker of known) marker.remove();
    };
  }, [handle, count, t]);

  useEffect(() => {
    for (const [index, marker] of markers.current.entries()) follow(marker, toMapPoint(draft.corners[index]));
  }, [draft]);
  return null;
}

/** Pressing the first corner closes the polygon that is being drawn. */
function closedAt(draft: ShapeDraft, index: number): ShapeDraft {
  return draft.drawing && index === 0 && draft.corners.length >= cornerLimits.min ? { ...draft, drawing: false } : draft;
}

function reduced(draft: ShapeDraft, index: number): ShapeDraft {
  return draft.drawing || draft.corners.length > cornerLimits.min ? { ...draft, corners: withoutCorner(draft.corners, index) } : draft;
}

function toMapPoint(corner: Corner | undefined): Point | null {
  return corner ? { lat: corner[0], lon: corner[1] } : null;
}

/** On each side, for the pointer: pressed or dragged it becomes a corner. The form adds corners for everyone else. */
function Middles({ draft, onChange }: ShapeEditorProps) {
  const handle = useMap();
  const latest = useRef({ draft, onChange });
  latest.current = { draft, onChange };
  const markers = useRef<Leaflet.Marker[]>([]);
  const count = draft.corners.length;

  useEffect(() => {
    if (count >= cornerLimits.max) return;
    const known = middlesOf(latest.current.draft.corners).map(([lat, lon], index) => {
      const insert = (to: Point) => {
        const { draft: before, onChange: change } = latest.current;
        change({ ...before, corners: withCornerAfter(before.corners, index, [to.lat, to.lon]) });
      };
      const press = () => insert(toPoint(known[index]?.getLatLng() ?? { lat, lng: lon }));
      return createHandle(handle, { at: { lat, lon }, look: "middle", onMove: () => {}, onMoved: insert, onPress: press });
    });
    markers.current = known;
    return () => {
      for (const marker of known) marker.remove();
      markers.current = [];
    };
  }, [handle, count]);

  useEffect(() => {
    const middles = middlesOf(draft.corners);
    for (const [index, marker] of markers.current.entries()) follow(marker, toMapPoint(middles[index]));
  }, [draft]);
  return null;
}
