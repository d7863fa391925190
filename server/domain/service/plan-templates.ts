import type { FuelType } from "#server/domain/vehicles/traits.ts";

export const templateKeys = [
  "engine_oil",
  "inspection",
  "brakes",
  "brake_fluid",
  "tyres",
  "air_filter",
  "cabin_filter",
  "coolant",
  "spark_plugs",
  "fuel_filter",
  "battery_12v",
] as const;
export type TemplateKey = (typeof templateKeys)[number];

/** A plan to begin with; the words for it belong to the screens. */
export interface PlanTemplate {
  key: TemplateKey;
  everyKm: number | null;
  everyMonths: number | null;
  /** Whether most cars of this kind want it, so that it is ticked to begin with. */
  usual: boolean;
}

/**
 * Intervals that most makers' maintenance schedules of the last years lie near, rounded to the careful side. A start for a car nobody
 * has planned for: its own service book is what counts.
 */
const intervals: Record<TemplateKey, Omit<PlanTemplate, "key">> = {
  engine_oil: { everyKm: 15_000, everyMonths: 12, usual: true },
  inspection: { everyKm: null, everyMonths: 12, usual: true },
  brakes: { everyKm: 20_000, everyMonths: 12, usual: true },
  brake_fluid: { everyKm: null, everyMonths: 24, usual: true },
  tyres: { everyKm: 10_000, everyMonths: 12, usual: true },
  air_filter: { everyKm: 30_000, everyMonths: 36, usual: false },
  cabin_filter: { everyKm: 20_000, everyMonths: 24, usual: false },
  coolant: { everyKm: 90_000, everyMonths: 48, usual: false },
  spark_plugs: { everyKm: 60_000, everyMonths: null, usual: false },
  fuel_filter: { everyKm: 40_000, everyMonths: null, usual: false },
  battery_12v: { everyKm: null, everyMonths: 12, usual: false },
};

const ofEngines: readonly TemplateKey[] = ["engine_oil", "air_filter"];
const ofSparks: readonly FuelType[] = ["unknown", "gasoline", "hybrid"];

function fits(key: TemplateKey, fuelType: FuelType): boolean {
  if (ofEngines.includes(key)) return fuelType !== "electric";
  if (key === "spark_plugs") return ofSparks.includes(fuelType);
  return key !== "fuel_filter" || fuelType === "diesel";
}

/** What a car of this drive is usually planned for, the commonest work first. */
export function listPlanTemplates(fuelType: FuelType): PlanTemplate[] {
  return templateKeys.filter((key) => fits(key, fuelType)).map((key) => ({ key, ...intervals[key] }));
}
