"use client";

import { useEffect } from "react";
import { createShape } from "#components/map/geofence-layer.tsx";
import { useMap } from "#components/map/map-context.ts";
import { createColorReader, useShownTheme } from "#components/map/tokens.ts";
import { CircleEditor } from "./circle-editor.tsx";
import { PolygonEditor } from "./polygon-editor.tsx";
import { type ShapeDraft, type ShapeEditorProps, shapeOf } from "./shape-draft.ts";

/** A shape that is being drawn or changed on the map. The same can be done in fields beside it. */
export function ShapeEditor({ draft, onChange }: ShapeEditorProps) {
  return (
    <>
      <DraftShape draft={draft} />
      {draft.kind === "circle" ? <CircleEditor draft={draft} onChange={onChange} /> : <PolygonEditor draft={draft} onChange={onChange} />}
    </>
  );
}

function DraftShape({ draft }: { draft: ShapeDraft }) {
  const handle = useMap();
  const theme = useShownTheme();
  useEffect(() => {
    const color = createColorReader(theme)("accent");
    const style = { color, weight: 2.5, fillColor: color, fillOpacity: 0.18, interactive: false };
    const shape = shapeOf(draft);
    const path = shape ? createShape(handle, shape, style) : handle.leaflet.polyline([...draft.corners], style);
    path.addTo(handle.map);
    return () => {
      path.remove();
    };
  }, [handle, theme, draft]);
  return null;
}
