/** What the fields of circles and of polygons are given. */
import type { ShapeDraft } from "#components/map/shapes/shape-draft.ts";
import type { Point } from "#components/map/shapes/shape-points.ts";
import type { DraftProblem } from "./geofence-draft.ts";

/** A car whose position can be taken over. */
export interface PlacedCar extends Point {
  id: number;
  name: string;
}

export interface ShapeFieldsProps {
  shape: ShapeDraft;
  onChange: (shape: ShapeDraft) => void;
  cars: readonly PlacedCar[];
  /** What is wrong, once it may be said. */
  wrong: (problem: DraftProblem) => string | null;
}
