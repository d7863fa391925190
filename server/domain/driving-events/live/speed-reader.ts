import { distanceBetweenM } from "#server/domain/geo.ts";
import { driftKmh, positionDriftKmh, positionSpanMaxMs, positionSpanMs, speedNearMs } from "#server/domain/telemetry/clean.ts";
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import type { DriveState, SpeedOrigin } from "./memory.ts";

/** As long after a speed of the car's own bus the receiver's does not count: two side by side would make jumps of their own, ms. */
const carSpeedHoldsMs = 10_000;

/** A speed to believe, km/h; 0: at rest. */
export interface ReadSpeed {
  kmh: number;
  origin: SpeedOrigin;
}

/**
 * The speed of a sample: the car's own, else the receiver's, else one worked out from positions some seconds apart. Null: not known.
 * Judges as cleanSpeed does, but from what came before alone. `seen`: the sample has a fix to believe.
 */
export function readSpeed(state: DriveState, columns: SampleColumns, i: number, seen: boolean): ReadSpeed | null {
  const atMs = columns.atMs[i] as number;
  const car = columns.speedKmh[i] as number;
  if (car >= 0) {
    state.carSpeedAtMs = atMs;
    state.speedAtMs = atMs;
    return { kmh: car, origin: "car" };
  }
  const gps = columns.gpsSpeedKmh[i] as number;
  if (gps >= 0) {
    state.speedAtMs = atMs;
    if (isNear(state.carSpeedAtMs, atMs, carSpeedHoldsMs)) return null;
    const drifting = gps < driftKmh && !Number.isNaN(columns.lat[i] as number);
    return { kmh: drifting ? 0 : gps, origin: "gps" };
  }
  return seen ? readPositionSpeed(state, atMs) : null;
}

function readPositionSpeed(state: DriveState, atMs: number): ReadSpeed | null {
  const { anchor, fix } = state;
  if (!fix || isNear(state.speedAtMs, atMs, speedNearMs)) return null;
  const spanMs = anchor ? atMs - anchor.atMs : Number.POSITIVE_INFINITY;
  if (spanMs < positionSpanMs) return null;
  state.anchor = { lat: fix.lat, lon: fix.lon, atMs };
  if (!anchor || spanMs > positionSpanMaxMs) return null;
  const kmh = (distanceBetweenM(anchor.lat, anchor.lon, fix.lat, fix.lon) / spanMs) * 3600;
  return { kmh: kmh < positionDriftKmh ? 0 : kmh, origin: "positions" };
}

const isNear = (beforeMs: number | null, atMs: number, reachMs: number) => beforeMs !== null && atMs - beforeMs <= reachMs;
