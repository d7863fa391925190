import type { MapGeofence } from "#components/map/geofence-layer.tsx";
import type { RouterOutputs } from "#components/router-outputs.ts";

export type Geofence = RouterOutputs["geofences"]["list"][number];

/** For a query's `select`: what a map draws stays the same while cars come and go. */
export function toMapGeofences(geofences: readonly Geofence[]): MapGeofence[] {
  return geofences.map(({ id, name, shape }) => ({ id, name, shape }));
}
