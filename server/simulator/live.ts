/** Cars that drive in real time until they are stopped: trip after trip, from where and how the database last saw them. */
import { randomUUID } from "node:crypto";
import { type GarageVehicle, listGarageVehicles } from "#db/queries/vehicles/garage.ts";
import type { Scenario, VehicleSeed } from "#db/seeds/scenario.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";
import { openUploader, type Uploader } from "#server/import/uploader.ts";
import type { Log } from "#server/log.ts";
import { type CarState, createCarState, type DrivenTrip, driveTrip } from "./car.ts";
import { carModels } from "./car-models.ts";
import { serialOf } from "./create-fleet.ts";
import { driverAt, vehicleRandom } from "./history.ts";
import type { Random } from "./random.ts";
import { sleep } from "./real-time.ts";
import type { SimulatedRecord } from "./records.ts";
import { createPlaceAround, nearestPlace } from "./route.ts";
import { createAnchors, trafficDensity } from "./schedule.ts";
import { toPoint } from "./streets.ts";
import type { UploadDeps } from "./upload-fleet.ts";

export interface LiveDeps extends UploadDeps {
  log: Log;
  /** Between two uploads of a car. */
  uploadEveryMs: number;
  /** How long a car stands before its first trip and between two, at least and at most, s. */
  pausesS: { first: readonly [number, number]; between: readonly [number, number] };
}

interface LiveCar {
  deps: LiveDeps;
  scenario: Scenario;
  seed: VehicleSeed;
  uploader: Uploader;
  state: CarState;
  /** Nothing is recorded at or before this moment any more. */
  recordedUntil: number;
}

/** After an error (the database is away, say) a car waits this long and goes on. */
const retryAfterMs = 5000;

/** Drives the scenario's live cars until the signal comes. */
export async function driveLive(deps: LiveDeps, scenario: Scenario, scope: Scope): Promise<void> {
  const known = await listGarageVehicles(deps.db, scope, { at: deps.now() });
  const seeds = scenario.vehicles.filter(({ live }) => live);
  await Promise.all(
    seeds.map(async (seed) => {
      const vehicle = known.find(({ device }) => device?.serial === serialOf(seed));
      if (vehicle?.device) await driveForever(deps, scenario, scope, seed, vehicle, vehicle.device.id);
    }),
  );
}

async function driveForever(
  deps: LiveDeps,
  scenario: Scenario,
  scope: Scope,
  seed: VehicleSeed,
  vehicle: GarageVehicle,
  deviceId: number,
): Promise<void> {
  const uploader = await openUploader(deps, scope, { id: deviceId }, deps.route);
  const random = vehicleRandom(scenario, seed).fork(`live/${deps.now().getTime()}`);
  const signals = vehicle.signals ?? {};
  const state = readCarState(seed, signals, random);
  const car: LiveCar = { deps, scenario, seed, uploader, state, recordedUntil: vehicle.newestAt?.getTime() ?? 0 };
  try {
    if (signals.ignition?.value) await send(car, [{ type: "ignition", at: nextMoment(car), on: false }]);
    let pause = deps.pausesS.first;
    while (await sleep(random.between(...pause) * 1000, deps.signal)) {
      await driveOnce(car, random);
      pause = deps.pausesS.between;
    }
  } finally {
    await uploader.close();
  }
}

function nextMoment({ recordedUntil, deps }: LiveCar): number {
  // A clock that was set back must not make a car record the past again.
  return Math.max(recordedUntil + 1000, Math.min(deps.now().getTime(), recordedUntil + 2000));
}

async function driveOnce(car: LiveCar, random: Random): Promise<void> {
  const { deps, seed, scenario, state } = car;
  const now = deps.now().getTime();
  const startAt = Math.max(now, car.recordedUntil + 1000);
  const home = createAnchors(seed, vehicleRandom(scenario, seed)).home;
  const to = random.chance(0.3) ? home : createPlaceAround(random, state.place, 3000, 10_000);
  const temperament = driverAt(scenario, seed, now, now).temperament;
  const trip = driveTrip(seed, state, { startAt, to, temperament, density: trafficDensity(now) }, random.fork(startAt));
  await sendAsTimeGoesBy(car, trip);
}

async function sendAsTimeGoesBy(car: LiveCar, { records }: DrivenTrip): Promise<void> {
  const { deps } = car;
  let next = 0;
  while (next < records.length && (await sleep(deps.uploadEveryMs, deps.signal))) {
    const now = deps.now().getTime();
    let until = next;
    while (until < records.length && (records[until]?.at ?? now) <= now) until += 1;
    await send(car, records.slice(next, until));
    next = until;
  }
}

/** Sends records until the route has taken them or the signal comes. */
async function send(car: LiveCar, records: readonly SimulatedRecord[]): Promise<void> {
  const last = records.at(-1);
  if (!last) return;
  const batchId = randomUUID();
  do {
    try {
      await car.uploader.upload(batchId, records);
      car.recordedUntil = last.at;
      return;
    } catch (error) {
      car.deps.log.warn({ err: error, vehicle: car.seed.name }, "upload failed");
    }
  } while (await sleep(retryAfterMs, car.deps.signal));
}

/** The car as its newest values tell; what they do not tell is as at the beginning of a simulation. */
function readCarState(seed: VehicleSeed, signals: VehicleSignals, random: Random): CarState {
  const position = signals.position?.value;
  const model = carModels[seed.model];
  const place = position ? nearestPlace(toPoint(position)) : createAnchors(seed, random).home;
  const state = createCarState(seed, place, random);
  const { gauges } = state;
  if (signals.odometerKm) gauges.odometerKm = signals.odometerKm.value;
  if (signals.fuelLevelPct) gauges.fuelL = (signals.fuelLevelPct.value / 100) * model.tankL;
  if (signals.socPct) gauges.batteryKwh = (signals.socPct.value / 100) * model.batteryKwh;
  if (signals.coolantC) gauges.coolantC = signals.coolantC.value;
  if (signals.ignition) state.parkedAt = signals.ignition.atMs;
  return state;
}
