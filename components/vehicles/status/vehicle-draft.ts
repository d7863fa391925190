/** A car's own data as someone types it, in their units. */
import { fromMpg, fromMph, litresPerUsGallon, toGallons, toMph, type UnitSystem } from "#server/domain/units.ts";
import type { VehicleStatus } from "./vehicle-data.ts";

type FuelType = VehicleStatus["fuelType"];
type FuelGrade = NonNullable<VehicleStatus["fuelGrade"]>;

export interface VehicleDraft {
  name: string;
  make: string;
  model: string;
  submodel: string;
  year: string;
  color: string;
  plate: string;
  fuelType: FuelType;
  /** Empty: not known. */
  fuelGrade: FuelGrade | "";
  /** Miles per gallon or kilometres on a litre. */
  economy: string;
  tank: string;
  battery: string;
  speedLimit: string;
}

/** What a change carries; absent stays as it is, null is unknown or none. */
export interface VehicleChange {
  name?: string;
  make?: string | null;
  model?: string | null;
  submodel?: string | null;
  color?: string | null;
  year?: number | null;
  plate?: string | null;
  fuelType?: FuelType;
  fuelGrade?: FuelGrade | null;
  epaKmPerL?: number | null;
  tankL?: number | null;
  batteryKwh?: number | null;
  speedLimitKmh?: number | null;
}

type Known = Pick<VehicleStatus, keyof VehicleChange>;

/** At most one decimal, and none that says nothing. */
function write(value: number | null): string {
  return value === null ? "" : String(Math.round(value * 10) / 10);
}

export function toVehicleDraft(car: Known, units: UnitSystem): VehicleDraft {
  const isMetric = units === "metric";
  const limit = car.speedLimitKmh === null || isMetric ? car.speedLimitKmh : toMph(car.speedLimitKmh);
  return {
    name: car.name,
    make: car.make ?? "",
    model: car.model ?? "",
    submodel: car.submodel ?? "",
    color: car.color ?? "",
    year: write(car.year),
    plate: car.plate ?? "",
    fuelType: car.fuelType,
    fuelGrade: car.fuelGrade ?? "",
    economy: write(car.epaKmPerL === null || isMetric ? car.epaKmPerL : car.epaKmPerL / fromMpg(1)),
    tank: write(car.tankL === null || isMetric ? car.tankL : toGallons(car.tankL)),
    battery: write(car.batteryKwh),
    speedLimit: write(limit),
  };
}

/** Only what was typed anew: a value that was rounded to be shown is not stored rounded. A limit of 0 is none. */
export function toVehicleChange(before: VehicleDraft, draft: VehicleDraft, units: UnitSystem): VehicleChange {
  const isMetric = units === "metric";
  const changed = (key: keyof VehicleDraft) => draft[key] !== before[key];
  const text = (key: "make" | "model" | "submodel" | "color" | "plate") => draft[key].trim() || null;
  const number = (typed: string, factor = 1) => (typed.trim() === "" ? null : Number(typed) * factor);
  return {
    ...(changed("name") && { name: draft.name.trim() }),
    ...(changed("make") && { make: text("make") }),
    ...(changed("model") && { model: text("model") }),
    ...(changed("submodel") && { submodel: text("submodel") }),
    ...(changed("color") && { color: text("color") }),
    ...(changed("year") && { year: number(draft.year) }),
    ...(changed("plate") && { plate: text("plate") }),
    ...(changed("fuelType") && { fuelType: draft.fuelType }),
    ...(changed("fuelGrade") && { fuelGrade: draft.fuelGrade || null }),
    ...(changed("economy") && { epaKmPerL: number(draft.economy, isMetric ? 1 : fromMpg(1)) }),
    ...(changed("tank") && { tankL: number(draft.tank, isMetric ? 1 : litresPerUsGallon) }),
    ...(changed("battery") && { batteryKwh: number(draft.battery) }),
    ...(changed("speedLimit") && { speedLimitKmh: number(draft.speedLimit, isMetric ? 1 : fromMph(1)) || null }),
  };
}
