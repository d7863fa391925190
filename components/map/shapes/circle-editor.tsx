"use client";

import type * as Leaflet from "leaflet";
import { useEffect, useRef } from "react";
import { useMap } from "#components/map/map-context.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { type ShapeDraft, type ShapeEditorProps, toPoint, withCentre, withEdgeAt } from "./shape-draft.ts";
import { beginDrawing, createHandle, follow } from "./shape-handles.ts";
import { eastOf, type Point } from "./shape-points.ts";

/** A circle: placed by a click or drawn by dragging from its centre; then both are handles. */
export function CircleEditor({ draft, onChange }: ShapeEditorProps) {
  return draft.drawing ? <CircleDrawing draft={draft} onChange={onChange} /> : <CircleHandles draft={draft} onChange={onChange} />;
}

/** A press that moves less than this is a click, px. */
const clickPx = 5;
/** The radius of a circle that was only clicked, px. */
const clickedRadiusPx = 70;

function CircleDrawing({ draft, onChange }: ShapeEditorProps) {
  const { map } = useMap();
  const latest = useRef({ draft, onChange });
  latest.current = { draft, onChange };
  useEffect(() => {
    let pressed: { at: Leaflet.Point; draft: ShapeDraft } | null = null;
    const down = (event: Leaflet.LeafletMouseEvent) => {
      pressed = { at: event.containerPoint, draft: withCentre(latest.current.draft, toPoint(event.latlng)) };
      latest.current.onChange(pressed.draft);
    };
    const drawnTo = (at: Leaflet.Point): ShapeDraft | null => {
      if (!pressed) return null;
      const edge = at.distanceTo(pressed.at) < clickPx ? pressed.at.add([clickedRadiusPx, 0]) : at;
      return withEdgeAt(pressed.draft, toPoint(map.containerPointToLatLng(edge)));
    };
    const move = (event: Leaflet.LeafletMouseEvent) => {
      const next = drawnTo(event.containerPoint);
      if (next) latest.current.onChange(next);
    };
    const up = (event: MouseEvent) => {
      const next = drawnTo(map.mouseEventToContainerPoint(event));
      if (next) latest.current.onChange({ ...next, drawing: false });
    };
    const stop = beginDrawing(map);
    map.dragging.disable();
    map.on({ mousedown: down, mousemove: move });
    // The button may be let go outside the map.
    document.addEventListener("mouseup", up);
    return () => {
      map.off({ mousedown: down, mousemove: move });
      document.removeEventListener("mouseup", up);
      map.dragging.enable();
      stop();
    };
  }, [map]);
  return null;
}

function CircleHandles({ draft, onChange }: ShapeEditorProps) {
  const handle = useMap();
  const t = useMessages();
  const latest = useRef({ draft, onChange });
  latest.current = { draft, onChange };
  const handles = useRef<{ centre: Leaflet.Marker; edge: Leaflet.Marker } | null>(null);
  const placed = draft.centre !== null;

  useEffect(() => {
    const { draft: first } = latest.current;
    if (!placed || !first.centre) return;
    const change = (next: (before: ShapeDraft) => ShapeDraft) => latest.current.onChange(next(latest.current.draft));
    const centre = createHandle(handle, {
      at: first.centre,
      label: t("geofences.centreHandle"),
      look: "centre",
      onMove: (to) => change((before) => withCentre(before, to)),
    });
    const edge = createHandle(handle, {
      at: eastOf(first.centre, first.radiusM),
      label: t("geofences.radiusHandle"),
      onMove: (to) => change((before) => withEdgeAt(before, to)),
    });
    handles.current = { centre, edge };
    return () => {
      centre.remove();
      edge.remove();
      handles.current = null;
    };
  }, [handle, placed, t]);

  useEffect(() => {
    if (!handles.current) return;
    follow(handles.current.centre, draft.centre);
    follow(handles.current.edge, edgeOf(draft));
  }, [draft]);
  return null;
}

function edgeOf({ centre, radiusM }: ShapeDraft): Point | null {
  return centre ? eastOf(centre, radiusM) : null;
}
