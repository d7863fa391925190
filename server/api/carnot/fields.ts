/** Kinds of values in bodies of this dialect: kilometres, km/h, km a litre, seconds, kilograms. Rounding is done here. */
import { z } from "zod";
import { toIso } from "#server/domain/time.ts";
import { toKm, toKmPerL } from "#server/domain/units.ts";

/** A positive integer id from the path. */
export const pathId = z.object({ id: z.coerce.number().int().positive() });

export const maybe = z.number().nullable();
export const moment = z.iso.datetime();
export const points = z.number().optional();

export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

export function roundOrNull(value: number | null | undefined, digits: number): number | null {
  return value === null || value === undefined ? null : round(value, digits);
}

export const km = (distanceM: number): number => round(toKm(distanceM), 3);

/** Distance through the whole time, standing included; 0 without any. */
export const meanKmh = (distanceM: number, durationS: number): number => (durationS > 0 ? round((distanceM * 3.6) / durationS, 1) : 0);

export const kmPerL = (distanceM: number, fuelL: number | null): number | null => roundOrNull(toKmPerL(distanceM, fuelL), 2);

export const iso = (at: Date): string => toIso(at.getTime());
