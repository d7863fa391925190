/** What a trip used: fuel by the best of three ways of knowing it, electricity by state of charge, and the CO₂ of it. */

import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import { defaultCarbonFactors, kgPerLitre } from "#server/domain/vehicles/carbon.ts";
import type { FuelType, VehicleTraits } from "#server/domain/vehicles/traits.ts";
import type { TripSpan } from "./segment.ts";
import type { FuelSource } from "./trip.ts";

/** Stoichiometric air-fuel ratio by mass and density in g/L: litres from air mass (diesel runs lean, so it is an upper bound). */
const airToFuel = { gasoline: { ratio: 14.7, gramsPerL: 745 }, diesel: { ratio: 14.5, gramsPerL: 832 } } as const;
/** Readings further apart are not joined; slower adapters get 2.5 times their own step, s. */
const joinS = { least: 10, most: 120, factor: 2.5 };
/** A rate must cover this share of the trip to stand for all of it. */
const neededShare = 0.5;
/** The tank's float is too coarse for smaller drops, percent. */
const leastLevelDropPct = 2;
/** Readings at each end of the trip whose median is the level there (fuel sloshes). */
const levelReadings = 15;

export interface TripEnergy {
  fuelL: number | null;
  fuelSource: FuelSource | null;
  energyKwh: number | null;
  co2Kg: number | null;
}

/** Fuel, electricity and CO₂ of a trip; null is unknown. */
export function measureEnergy(columns: SampleColumns, span: TripSpan, traits: VehicleTraits): TripEnergy {
  const fuel = traits.fuelType === "electric" ? null : measureFuel(columns, span, traits);
  return {
    fuelL: fuel?.litres ?? null,
    fuelSource: fuel?.source ?? null,
    // A hybrid's battery is filled by its engine: its charge says nothing of what the trip used.
    energyKwh: traits.fuelType === "hybrid" ? null : measureCharge(columns, span, traits),
    co2Kg: fuel ? fuel.litres * kgPerLitre(traits.fuelType, defaultCarbonFactors) : null,
  };
}

function measureFuel(columns: SampleColumns, span: TripSpan, traits: VehicleTraits): { litres: number; source: FuelSource } | null {
  const fromRate = integrate(columns, columns.fuelRateLph, span);
  if (fromRate !== null) return { litres: fromRate / 3600, source: "rate" };
  const grams = integrate(columns, columns.mafGps, span);
  if (grams !== null) return { litres: grams / airGramsPerL(traits.fuelType), source: "maf" };
  return measureLevel(columns, span, traits);
}

/** Grams of air that burn with a litre of fuel. */
export function airGramsPerL(fuelType: FuelType): number {
  const { ratio, gramsPerL } = airToFuel[fuelType === "diesel" ? "diesel" : "gasoline"];
  return ratio * gramsPerL;
}

/** Integral of a rate over the trip in rate-seconds (trapezoid over near readings); null where readings cover too little. */
function integrate({ atMs }: SampleColumns, rate: Float64Array, span: TripSpan): number | null {
  const limitMs = joinLimitMs(atMs, rate, span);
  let sum = 0;
  let coveredMs = 0;
  let last = -1;
  for (let i = span.first; i <= span.last; i++) {
    if (Number.isNaN(rate[i] as number)) continue;
    const stepMs = last < 0 ? Number.POSITIVE_INFINITY : (atMs[i] as number) - (atMs[last] as number);
    if (stepMs <= limitMs) {
      sum += (((rate[i] as number) + (rate[last] as number)) / 2000) * stepMs;
      coveredMs += stepMs;
    }
    last = i;
  }
  const durationMs = (atMs[span.last] as number) - (atMs[span.first] as number);
  return coveredMs > 0 && coveredMs >= durationMs * neededShare ? sum : null;
}

function joinLimitMs(atMs: Float64Array, rate: Float64Array, span: TripSpan): number {
  let count = 0;
  let first = -1;
  let last = -1;
  for (let i = span.first; i <= span.last; i++) {
    if (Number.isNaN(rate[i] as number)) continue;
    count++;
    if (first < 0) first = i;
    last = i;
  }
  if (count < 2) return joinS.least * 1000;
  const meanStepMs = ((atMs[last] as number) - (atMs[first] as number)) / (count - 1);
  return Math.min(joinS.most * 1000, Math.max(joinS.least * 1000, meanStepMs * joinS.factor));
}

function measureLevel(columns: SampleColumns, span: TripSpan, { tankL }: VehicleTraits): { litres: number; source: FuelSource } | null {
  if (tankL === null) return null;
  const dropPct = levelDrop(columns.fuelLevelPct, span);
  return dropPct !== null && dropPct >= leastLevelDropPct ? { litres: (dropPct / 100) * tankL, source: "level" } : null;
}

function measureCharge(columns: SampleColumns, span: TripSpan, { batteryKwh }: VehicleTraits): number | null {
  if (batteryKwh === null) return null;
  const dropPct = levelDrop(columns.socPct, span);
  return dropPct === null || dropPct < 0 ? null : (dropPct / 100) * batteryKwh;
}

/** Fall of a level from the trip's start to its end, percent, by medians of the readings at both ends. */
function levelDrop(level: Float64Array, span: TripSpan): number | null {
  const readings: number[] = [];
  for (let i = span.first; i <= span.last && readings.length < levelReadings; i++) {
    if (!Number.isNaN(level[i] as number)) readings.push(level[i] as number);
  }
  const last: number[] = [];
  for (let i = span.last; i >= span.first && last.length < levelReadings; i--) {
    if (!Number.isNaN(level[i] as number)) last.push(level[i] as number);
  }
  const before = median(readings);
  const after = median(last);
  return before === null || after === null ? null : before - after;
}

/** Median of some numbers; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}
