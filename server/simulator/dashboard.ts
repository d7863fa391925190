/** What the car itself reports: engine, temperatures, tank, battery, odometer. */
import type { VehicleSeed } from "#db/seeds/scenario.ts";
import { type CarModel, carModels } from "./car-models.ts";
import { Engine, toMafGps } from "./engine.ts";
import type { Random } from "./random.ts";
import { round, type SampleRecord } from "./records.ts";
import type { Temperament } from "./temperaments.ts";

/** What a car keeps from one trip to the next. */
export interface Gauges {
  odometerKm: number;
  fuelL: number;
  /** Energy in the traction battery. */
  batteryKwh: number;
  coolantC: number;
}

/** Slow values come this often, s. */
const slowEveryS = 10;
const warmC = 89;
/** Time in which the coolant gets two thirds nearer to its temperature: idling engine, and each kW at the wheels hurries it. */
const warmUpS = 420;

/** A car's bus read once a second. It writes its part of a record and keeps `gauges` up to date. */
export function createDashboard(seed: VehicleSeed, driver: Temperament, gauges: Gauges, ambientC: number, random: Random) {
  const model = carModels[seed.model];
  const engine = new Engine(model, driver, random);
  const combustion = model.powertrain !== "electric";
  let second = 0;
  return (record: SampleRecord, beforeMs: number, afterMs: number): void => {
    const state = engine.step(beforeMs, afterMs, gauges.coolantC);
    gauges.odometerKm += (beforeMs + afterMs) / 2000;
    gauges.fuelL = Math.max(0, gauges.fuelL - state.fuelLph / 3600);
    // A hybrid keeps its battery between two fifths and four fifths.
    const [low, high] = model.powertrain === "hybrid" ? [0.4 * model.batteryKwh, 0.8 * model.batteryKwh] : [0, model.batteryKwh];
    gauges.batteryKwh = Math.max(low, Math.min(high, gauges.batteryKwh - state.electricKw / 3600));
    if (state.running && combustion) gauges.coolantC += ((warmC - gauges.coolantC) / warmUpS) * (1 + state.fuelLph / 4);
    record.speed_kmh = Math.round(afterMs * 3.6);
    record.throttle_pct = round(state.throttlePct, 1);
    if (combustion) {
      record.rpm = Math.round(state.rpm);
      record.engine_load_pct = round(state.loadPct, 1);
      if (model.fuelSignal === "rate") record.fuel_rate_lph = round(state.fuelLph, 2);
      if (model.fuelSignal !== "level") record.maf_gps = round(toMafGps(state.fuelLph, model), 2);
    }
    if (second % slowEveryS === 0) {
      readSlow(record, model, gauges, ambientC, random);
      record.battery_v = round(readBattery(second, seed.weakBattery ?? false, random), 2);
    }
    second += 1;
  };
}

function readSlow(record: SampleRecord, model: CarModel, gauges: Gauges, ambientC: number, random: Random): void {
  record.odometer_km = round(gauges.odometerKm, 1);
  if (model.powertrain !== "electric") {
    record.coolant_c = Math.round(gauges.coolantC);
    record.intake_c = Math.round(ambientC + 8 + random.normal(0.7));
    record.fuel_level_pct = round((gauges.fuelL / model.tankL) * 100 + random.normal(0.15), 1);
  }
  if (model.batteryKwh > 0) record.soc_pct = round((gauges.batteryKwh / model.batteryKwh) * 100, 1);
}

/** The 12 V battery: it sags while the starter turns, then the alternator charges it. */
function readBattery(second: number, weak: boolean, random: Random): number {
  if (second === 0) return (weak ? 9.2 : 10.9) + random.normal(0.15);
  return (weak ? 13.1 : 14.2) + random.normal(0.06);
}

/** The 12 V battery of a parked car. */
export function readRestingBattery(weak: boolean, random: Random): number {
  return round((weak ? 11.6 : 12.6) + random.normal(0.05), 2);
}

/** Outside temperature by season and hour, degrees C; `yearShare` and `dayShare` in [0, 1). */
export function outsideC(yearShare: number, dayShare: number): number {
  return 10 - 13 * Math.cos(2 * Math.PI * (yearShare - 0.06)) - 4 * Math.cos(2 * Math.PI * (dayShare - 0.12));
}
