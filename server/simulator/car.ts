/** A car of the fleet with its adapter: it is driven trip by trip and remembers where and how it was left. */
import type { TemperamentName, VehicleSeed } from "#db/seeds/scenario.ts";
import { carModels } from "./car-models.ts";
import { createDashboard, type Gauges, outsideC, readRestingBattery } from "./dashboard.ts";
import { createGps } from "./gps.ts";
import { driveRoute, type Motion } from "./motion.ts";
import type { Random } from "./random.ts";
import type { SampleRecord, SimulatedRecord } from "./records.ts";
import { type Place, planRoute, type Route } from "./route.ts";
import { temperaments } from "./temperaments.ts";
import { meetTraffic } from "./traffic.ts";

export interface CarState {
  place: Place;
  gauges: Gauges;
  /** When the last trip ended; undefined before the first. */
  parkedAt?: number;
}

export interface TripOrder {
  /** Epoch milliseconds at which the engine starts. */
  startAt: number;
  to: Place;
  temperament: TemperamentName;
  /** 0 (night) to 1 (rush hour). */
  density: number;
}

export interface DrivenTrip {
  route: Route;
  records: SimulatedRecord[];
  startAt: number;
  /** The moment of the last record that belongs to the trip. */
  endAt: number;
}

const msPerDay = 86_400_000;
const heavy = { car: 1, motorcycle: 1, van: 0.85, truck: 0.65 };
/** A phone goes on recording after the car stands: this often and this long, s. */
const phoneLinger = { everyS: 15, forS: 900 };
/** While it stands the car is refuelled below this share of its tank, an electric one charged. */
const refillBelow = { tank: 0.15, battery: 0.6 };
const chargerKw = 7;
/** Time in which a parked engine loses two thirds of its warmth. */
const coolingS = 5400;

/** A car as it stands at the beginning of the simulation. */
export function createCarState(seed: VehicleSeed, place: Place, random: Random): CarState {
  const model = carModels[seed.model];
  return {
    place,
    gauges: {
      odometerKm: Math.round(random.between(14_000, 130_000)),
      fuelL: model.tankL * random.between(0.35, 0.95),
      batteryKwh: model.batteryKwh * random.between(0.6, 0.9),
      coolantC: 15,
    },
  };
}

/** Drives one trip: changes `state` to where the car stands afterwards and answers with what its adapter recorded. */
export function driveTrip(seed: VehicleSeed, state: CarState, order: TripOrder, random: Random): DrivenTrip {
  const model = carModels[seed.model];
  const driver = temperaments[order.temperament];
  const agility = heavy[model.vehicleClass];
  const ambientC = outsideC((order.startAt % (365.25 * msPerDay)) / (365.25 * msPerDay), (order.startAt % msPerDay) / msPerDay - 0.25);
  rest(seed, state, order.startAt, ambientC);
  const route = planRoute(random.fork("route"), state.place, order.to);
  const restraints = meetTraffic(route, driver, random.fork("traffic"), { agility, density: order.density });
  const motion = driveRoute(
    route,
    restraints,
    driver,
    { agility, topKmh: model.vehicleClass === "truck" ? 100 : 180 },
    random.fork("motion"),
  );
  const idleS = () => (random.chance(driver.longIdleChance) ? random.between(...driver.longIdleS) : random.between(4, 18));
  const recorded = addStanding(motion, Math.round(idleS()), Math.round(idleS() / 2));
  const gps = createGps(route, random.fork("gps"));
  const records =
    seed.adapter === "phone"
      ? recordByPhone(gps, recorded, order.startAt)
      : recordByAdapter(gps, createDashboard(seed, driver, state.gauges, ambientC, random.fork("bus")), recorded, order.startAt);
  const endAt = order.startAt + recorded.speedMs.length * 1000;
  state.place = order.to;
  state.parkedAt = endAt;
  return { route, records, startAt: order.startAt, endAt };
}

/** What a parked car's adapter says now and then. */
export function reportParked(seed: VehicleSeed, at: number, random: Random): SampleRecord {
  return { type: "sample", at, ignition: false, battery_v: readRestingBattery(seed.weakBattery ?? false, random) };
}

function addStanding({ alongM, speedMs }: Motion, beforeS: number, afterS: number): Motion {
  const endM = alongM.at(-1) ?? 0;
  return {
    alongM: [...Array<number>(beforeS).fill(0), ...alongM, ...Array<number>(afterS).fill(endM)],
    speedMs: [...Array<number>(beforeS).fill(0), ...speedMs, ...Array<number>(afterS).fill(0)],
  };
}

/** Engine cools, tank and battery are filled while the car stands. */
function rest(seed: VehicleSeed, state: CarState, until: number, ambientC: number): void {
  const model = carModels[seed.model];
  const { gauges } = state;
  const parkedS = state.parkedAt === undefined ? msPerDay / 1000 : (until - state.parkedAt) / 1000;
  gauges.coolantC = ambientC + (gauges.coolantC - ambientC) * Math.exp(-parkedS / coolingS);
  if (gauges.fuelL < model.tankL * refillBelow.tank) gauges.fuelL = model.tankL * 0.97;
  if (model.powertrain === "electric" && gauges.batteryKwh < model.batteryKwh * refillBelow.battery && parkedS > 3600) {
    gauges.batteryKwh = Math.min(model.batteryKwh * 0.9, gauges.batteryKwh + (chargerKw * parkedS) / 3600);
  }
}

type Gps = ReturnType<typeof createGps>;
type Dashboard = ReturnType<typeof createDashboard>;

function recordByAdapter(gps: Gps, dashboard: Dashboard, { alongM, speedMs }: Motion, startAt: number): SimulatedRecord[] {
  const records: SimulatedRecord[] = [{ type: "ignition", at: startAt, on: true }];
  let before = 0;
  speedMs.forEach((speed, second) => {
    const record: SampleRecord = { type: "sample", at: startAt + second * 1000 };
    gps(record, alongM[second] ?? 0, speed);
    dashboard(record, before, speed);
    before = speed;
    records.push(record);
  });
  records.push({ type: "ignition", at: startAt + speedMs.length * 1000, on: false });
  return records;
}

function recordByPhone(gps: Gps, { alongM, speedMs }: Motion, startAt: number): SimulatedRecord[] {
  const records: SimulatedRecord[] = [];
  const record = (second: number, along: number, speed: number) => {
    const sample: SampleRecord = { type: "sample", at: startAt + second * 1000 };
    gps(sample, along, speed);
    sample.accuracy_m = 4 + (second % 3);
    records.push(sample);
  };
  speedMs.forEach((speed, second) => {
    record(second, alongM[second] ?? 0, speed);
  });
  for (let second = phoneLinger.everyS; second <= phoneLinger.forS; second += phoneLinger.everyS) {
    record(speedMs.length - 1 + second, alongM.at(-1) ?? 0, 0);
  }
  return records;
}
