/** A scenario's account, people, vehicles and adapters in the database, made with the commands everyone else uses. */
import { listAccounts } from "#db/queries/accounts/accounts.ts";
import { listDrivers } from "#db/queries/accounts/drivers.ts";
import { listGarageVehicles } from "#db/queries/vehicles/garage.ts";
import type { Scenario, UserSeed, VehicleSeed } from "#db/seeds/scenario.ts";
import { type CommandLineActor, commandLineScope } from "#server/auth/scope.ts";
import { changeAccount, createAccount } from "#server/commands/accounts/accounts.ts";
import { createDriver } from "#server/commands/accounts/drivers.ts";
import { createUser } from "#server/commands/accounts/users.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { createGeofence } from "#server/commands/geofences/geofences.ts";
import { createDevice } from "#server/commands/vehicles/devices.ts";
import { assignDriver } from "#server/commands/vehicles/driver-assignments.ts";
import { createVehicle } from "#server/commands/vehicles/vehicles.ts";
import type { Scope } from "#server/domain/scope.ts";
import { msPerDay } from "#server/domain/time.ts";
import { fromMpg } from "#server/domain/units.ts";
import { readOsUser } from "#server/os-user.ts";
import { carModels } from "./car-models.ts";
import { arterialM, toPosition } from "./streets.ts";

const actor: CommandLineActor = { kind: "system", reason: "simulate", osUser: readOsUser() };

export interface SignIn {
  role: UserSeed["role"];
  email: string;
  password: string;
}

export interface FleetCar {
  seed: VehicleSeed;
  vehicleId: number;
  deviceId: number;
  /** The newest moment that an earlier run recorded, epoch milliseconds; 0 for a new car. Time only moves forward for a car. */
  recordedUntil: number;
}

export interface Fleet {
  scope: Scope;
  /** False when an earlier run made the account. */
  isNew: boolean;
  cars: FleetCar[];
  /** By their keys in the scenario. */
  driverIds: ReadonlyMap<string, number>;
  /** The users that were created, with their passwords. */
  signIn: SignIn[];
}

/** The serial of a simulated adapter; it tells the cars of a fleet apart from one run to the next. */
export function serialOf(seed: VehicleSeed): string {
  return `SIM-${seed.plate.replaceAll(" ", "-")}`;
}

/** The account of a name, or undefined. */
export async function findFleetScope({ db }: CommandDeps, account: string): Promise<Scope | undefined> {
  const accounts = await listAccounts(db, actor);
  const found = accounts.find(({ name }) => name === account);
  return found && commandLineScope(found.id, actor);
}

/**
 * Creates what is missing of a fleet. Cars that an earlier run made are found by the serial of their adapter and go on driving.
 * @param end the moment that days ago are counted from
 */
export async function createScenarioFleet(
  deps: CommandDeps,
  scenario: Scenario,
  end: number,
  passwordFor: (user: UserSeed) => string,
): Promise<Fleet> {
  const { account, timeZone, demo, prices } = scenario;
  const found = await findFleetScope(deps, account);
  const scope = found ?? commandLineScope((await createAccount(deps, actor, { name: account, timeZone, demo })).id, actor);
  if (!found && prices) await changeAccount(deps, scope, prices);
  const { signIn, userIds } = found
    ? { signIn: [], userIds: new Map<string, number>() }
    : await createUsers(deps, scope, scenario, passwordFor);
  const driverIds = await createDrivers(deps, scope, scenario, userIds);
  if (!found) await createGeofences(deps, scope, scenario);
  const known = await listKnownCars(deps, scope);
  const cars: FleetCar[] = [];
  for (const seed of scenario.vehicles) {
    const car = known.get(serialOf(seed)) ?? (await createCar(deps, scope, seed, driverIds, end));
    cars.push({ ...car, seed });
  }
  return { scope, isNew: !found, cars, driverIds, signIn };
}

async function createGeofences(deps: CommandDeps, scope: Scope, { geofences = [] }: Scenario): Promise<void> {
  for (const { name, center, radiusM } of geofences) {
    const [east, north] = center;
    const position = toPosition({ x: east * arterialM, y: north * arterialM });
    await createGeofence(deps, scope, { name, shape: { kind: "circle", ...position, radiusM } });
  }
}

async function createUsers(deps: CommandDeps, scope: Scope, scenario: Scenario, passwordFor: (user: UserSeed) => string) {
  const signIn: SignIn[] = [];
  const userIds = new Map<string, number>();
  for (const user of scenario.users) {
    const password = passwordFor(user);
    userIds.set(user.email, (await createUser(deps, scope, { ...user, password })).id);
    signIn.push({ role: user.role, email: user.email, password });
  }
  return { signIn, userIds };
}

async function createDrivers(deps: CommandDeps, scope: Scope, scenario: Scenario, userIds: ReadonlyMap<string, number>) {
  const known = new Map((await listDrivers(deps.db, scope)).map(({ name, id }) => [name, id]));
  const ids = new Map<string, number>();
  for (const { key, name, email, gender = null, bornOn = null, phone = null } of scenario.drivers) {
    const userId = email === undefined ? null : (userIds.get(email) ?? null);
    ids.set(key, known.get(name) ?? (await createDriver(deps, scope, { name, userId, gender, bornOn, phone })).id);
  }
  return ids;
}

/** The cars of the account by the serial of their adapter. */
async function listKnownCars(deps: CommandDeps, scope: Scope): Promise<Map<string, Omit<FleetCar, "seed">>> {
  const vehicles = await listGarageVehicles(deps.db, scope, { at: deps.now() });
  return new Map(
    vehicles.flatMap(({ id, device, newestAt }) =>
      device ? [[device.serial, { vehicleId: id, deviceId: device.id, recordedUntil: newestAt?.getTime() ?? 0 }] as const] : [],
    ),
  );
}

async function createCar(
  deps: CommandDeps,
  scope: Scope,
  seed: VehicleSeed,
  driverIds: ReadonlyMap<string, number>,
  end: number,
): Promise<Omit<FleetCar, "seed">> {
  const {
    make,
    model,
    submodel,
    year,
    vehicleClass,
    powertrain: fuelType,
    transmission,
    tankL,
    batteryKwh,
    fuelGrade,
    epaMpg,
  } = carModels[seed.model];
  const holds = { tankL: tankL || null, batteryKwh: batteryKwh || null, epaKmPerL: epaMpg && fromMpg(epaMpg) };
  const known = { make, model, submodel, year, vehicleClass, fuelType, fuelGrade, transmission, ...holds };
  const vehicle = await createVehicle(deps, scope, {
    name: seed.name,
    plate: seed.plate,
    color: seed.color ?? null,
    speedLimitKmh: seed.speedLimitKmh ?? null,
    ...known,
  });
  const device = await createDevice(deps, scope, { serial: serialOf(seed), vehicleId: vehicle.id });
  for (const { driver, sinceDaysAgo } of seed.drivers) {
    const driverId = driverIds.get(driver);
    if (driverId === undefined) throw new Error(`${seed.name}: no driver "${driver}"`);
    const from = sinceDaysAgo === undefined ? null : new Date(end - sinceDaysAgo * msPerDay);
    await assignDriver(deps, scope, { driverId, vehicleId: vehicle.id, from });
  }
  return { vehicleId: vehicle.id, deviceId: device.id, recordedUntil: 0 };
}
