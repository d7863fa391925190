/** A geofence while it is made or changed. Pure. */

import { draftOf, type ShapeDraft, shapeOf, startDraft } from "#components/map/shapes/shape-draft.ts";
import type { GeofenceShape } from "#server/domain/alerts/alert.ts";
import { findShapeProblem, type ShapeProblem } from "#server/domain/alerts/geofence-limits.ts";

export interface GeofenceDraft {
  /** Null: a new one. */
  id: number | null;
  name: string;
  shape: ShapeDraft;
}

export function startGeofence(kind: GeofenceShape["kind"]): GeofenceDraft {
  return { id: null, name: "", shape: startDraft(kind) };
}

export function openGeofence({ id, name, shape }: { id: number; name: string; shape: GeofenceShape }): GeofenceDraft {
  return { id, name, shape: draftOf(shape) };
}

export type DraftProblem = "name" | "centre" | ShapeProblem;

/** What keeps a draft from being stored, in the order of the form. */
export function findDraftProblems({ name, shape }: GeofenceDraft): DraftProblem[] {
  const nameless: DraftProblem[] = name.trim() === "" ? ["name"] : [];
  const whole = shapeOf(shape);
  if (!whole) return [...nameless, shape.kind === "circle" ? "centre" : "corners"];
  const problem = findShapeProblem(whole);
  return problem ? [...nameless, problem] : nameless;
}

type Stored = { id: number; name: string; shape: GeofenceShape };

/** What of a stored geofence a draft changes; null: nothing. A border that stays is left out, or all cars would come in anew. */
export function changesOf({ name, shape }: GeofenceDraft, before: Stored): { name?: string; shape?: GeofenceShape } | null {
  const whole = shapeOf(shape);
  const renamed = name.trim() === before.name ? {} : { name: name.trim() };
  const redrawn = !whole || JSON.stringify(whole) === JSON.stringify(shapeOf(draftOf(before.shape))) ? {} : { shape: whole };
  const changes = { ...renamed, ...redrawn };
  return Object.keys(changes).length > 0 ? changes : null;
}

/** Whether closing the editor would lose something. */
export function isUnsaved(draft: GeofenceDraft, before: Stored | null): boolean {
  const { name, shape } = draft;
  if (before) return changesOf(draft, before) !== null || shapeOf(shape) === null;
  return name.trim() !== "" || shape.centre !== null || shape.corners.length > 0;
}
