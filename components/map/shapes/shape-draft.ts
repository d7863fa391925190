/** A geofence's shape while it is made: perhaps not placed yet, perhaps still growing. Pure. */
import type { GeofenceShape } from "#server/domain/alerts/alert.ts";
import { cornerLimits, radiusLimitsM } from "#server/domain/alerts/geofence-limits.ts";
import { distanceBetweenM } from "#server/domain/geo.ts";
import { type Corner, type Point, roundDegrees, wrapLon } from "./shape-points.ts";

export interface ShapeDraft {
  kind: GeofenceShape["kind"];
  /** Of a circle; null until it is placed. */
  centre: Point | null;
  radiusM: number;
  corners: readonly Corner[];
  /** Clicks on the map place the centre or add corners. */
  drawing: boolean;
}

/** What a layer that changes the shape is given. */
export interface ShapeEditorProps {
  draft: ShapeDraft;
  onChange: (draft: ShapeDraft) => void;
}

const firstRadiusM = 500;

export function startDraft(kind: ShapeDraft["kind"]): ShapeDraft {
  return { kind, centre: null, radiusM: firstRadiusM, corners: [], drawing: true };
}

export function draftOf(shape: GeofenceShape): ShapeDraft {
  const empty = { ...startDraft(shape.kind), drawing: false };
  if (shape.kind === "polygon") return { ...empty, corners: shape.corners };
  return { ...empty, centre: { lat: shape.lat, lon: shape.lon }, radiusM: shape.radiusM };
}

/** The shape as far as it has come; null while there is none. */
export function shapeOf({ kind, centre, radiusM, corners }: ShapeDraft): GeofenceShape | null {
  if (kind === "polygon")
    return corners.length >= cornerLimits.min ? { kind, corners: corners.map(([lat, lon]): Corner => [lat, lon]) } : null;
  return centre ? { kind, ...centre, radiusM } : null;
}

/** A place of the map as a shape keeps it. */
export function toPoint({ lat, lng }: { lat: number; lng: number }): Point {
  return { lat: roundDegrees(Math.min(85, Math.max(-85, lat))), lon: roundDegrees(wrapLon(lng)) };
}

export function withCentre(draft: ShapeDraft, centre: Point): ShapeDraft {
  return { ...draft, centre };
}

/** The circle through a point, within what a geofence may measure; whole metres. */
export function withEdgeAt(draft: ShapeDraft, { lat, lon }: Point): ShapeDraft {
  if (!draft.centre) return draft;
  const distanceM = distanceBetweenM(draft.centre.lat, draft.centre.lon, lat, lon);
  return { ...draft, radiusM: Math.round(Math.min(radiusLimitsM.max, Math.max(radiusLimitsM.min, distanceM))) };
}

/** A further corner at the end, as long as there may be more. */
export function withNextCorner(draft: ShapeDraft, { lat, lon }: Point): ShapeDraft {
  return draft.corners.length < cornerLimits.max ? { ...draft, corners: [...draft.corners, [lat, lon]] } : draft;
}
