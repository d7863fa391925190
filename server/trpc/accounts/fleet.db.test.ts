import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { driverScope, fleetScope, insertAccount, insertDriver, insertTrip, insertUser, insertVehicle } from "#db/test-factories.ts";
import type { Session } from "#server/auth/identify.ts";
import { scopeForUser } from "#server/auth/scope.ts";
import { rollUpVehicle } from "#server/commands/scoring/roll-up-vehicle.ts";
import type { Scope } from "#server/domain/scope.ts";
import { createCallerFactory } from "#server/trpc/init.ts";
import { appRouter } from "#server/trpc/root.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const now = () => new Date("2026-03-02T18:00:00Z");

function callAs(scope: Scope, values: Partial<Session> = {}) {
  const person = { name: "Ada", email: "ada@fleet.example", units: "metric", timeZone: null } as const;
  const session: Session = { userId: 1, role: "owner", ...person, accountId: scope.accountId, ...values };
  return createCallerFactory(appRouter)({
    deps: { db: database.orm, now },
    bus: { subscribe: () => () => {}, subscribeAll: () => () => {}, ready: async () => {} },
    identifyAgain: async () => null,
    session,
    scope,
  });
}

test("a manager changes the account's settings; a driver gets FORBIDDEN", async () => {
  const { id } = await insertAccount(database.orm);
  const manager = callAs(fleetScope(id));
  await manager.fleet.change({ currency: "INR", co2KgPerKwh: 0.7 });
  await manager.fleet.change({ pricePerLGasoline: 102.5, usdPerCurrency: 0.012 });
  await manager.fleet.setRegistration({ registration: "open" });
  expect(await manager.fleet.get()).toMatchObject({ currency: "INR", co2KgPerKwh: 0.7, co2KgPerLDiesel: null, registration: "open" });
  const unknown = { pricePerLDiesel: null, pricePerKwh: null };
  expect((await manager.fleet.get()).prices).toEqual({ ...unknown, pricePerLGasoline: 102.5, usdPerCurrency: 0.012 });
  const { token } = await manager.fleet.invite({ email: null, days: 7 });
  const [invitation] = await manager.fleet.invitations();
  expect(invitation).toMatchObject({ usedAt: null, revokedAt: null, expiresAt: new Date("2026-03-09T18:00:00Z") });
  expect(JSON.stringify(invitation)).not.toContain(token);
  await manager.fleet.revokeInvitation({ invitationId: invitation?.id ?? 0 });
  const driver = callAs(driverScope(id, []), { role: "driver" });
  for (const call of [() => driver.fleet.get(), () => driver.fleet.change({ name: "Mine" }), () => driver.fleet.invitations()]) {
    await expect(call()).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
});

test("an owner removes a manager and takes over the keys they made; a manager cannot remove an owner", async () => {
  const { id } = await insertAccount(database.orm);
  const owner = await insertUser(database.orm, id, "owner");
  const leaving = await insertUser(database.orm, id, "manager");
  const asOwner = callAs(await scopeForUser(database.orm, owner.id, id), { userId: owner.id });
  const asManager = callAs(await scopeForUser(database.orm, leaving.id, id), { userId: leaving.id, role: "manager" });
  const { id: keyId, hint } = await asManager.developers.createKey({ name: "Fleet tool", family: "carnot", access: "write", userId: null });
  expect((await asManager.fleet.people()).map(({ removable }) => removable)).toEqual([false, false]);
  expect(await asOwner.fleet.people()).toMatchObject([
    { id: owner.id, removable: false },
    { id: leaving.id, role: "manager", removable: true },
  ]);
  expect(await asOwner.fleet.keysOfPerson({ userId: leaving.id })).toEqual([{ id: keyId, name: "Fleet tool", hint }]);
  await expect(asManager.fleet.removePerson({ userId: owner.id, takeOverKeys: false })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await asOwner.fleet.removePerson({ userId: leaving.id, takeOverKeys: true });
  expect(await asOwner.fleet.people()).toHaveLength(1);
  expect(await asOwner.developers.listKeys()).toMatchObject([{ id: keyId, createdBy: owner.id }]);
  const viewer = callAs(driverScope(id, []), { role: "driver" });
  for (const call of [() => viewer.fleet.people(), () => viewer.fleet.keysOfPerson({ userId: owner.id })]) {
    await expect(call()).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
});

test("a trip costs what the account pays for its fuel, once it says so", async () => {
  const db = database.orm;
  const { id } = await insertAccount(db);
  const { id: vehicleId } = await insertVehicle(db, id, { fuelType: "diesel" });
  const trip = await insertTrip(db, { accountId: id, vehicleId, fuelL: 10 });
  const manager = callAs(fleetScope(id));
  const cost = async () => (await manager.trips.get({ tripId: trip.id })).trip.cost;
  await manager.fleet.change({ pricePerLGasoline: 2 });
  expect(await cost()).toBeNull();
  await manager.fleet.change({ pricePerLDiesel: 1.5, currency: "CHF" });
  expect(await cost()).toEqual({ amount: 15, currency: "CHF" });
});

test("models are offered to everyone of the account and set by managers", async () => {
  const { id } = await insertAccount(database.orm);
  const manager = callAs(fleetScope(id));
  expect(await manager.fleet.addModel({ make: "audi", model: "Quattro Sport" })).toEqual({ make: "Audi", model: "Quattro Sport" });
  const driver = callAs(driverScope(id, []), { role: "driver" });
  expect(await driver.fleet.makes()).toContain("Audi");
  expect(await driver.fleet.models({ make: "Audi" })).toContain("Quattro Sport");
  await expect(driver.fleet.addModel({ make: "Audi", model: "Sport" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  const [own] = await manager.fleet.ownModels();
  await manager.fleet.removeModel({ modelId: own?.id ?? 0 });
  expect(await driver.fleet.models({ make: "Audi" })).not.toContain("Quattro Sport");
});

test("a car's statistics come with the account's factors", async () => {
  const { orm } = database;
  const { id } = await insertAccount(orm, { co2KgPerLDiesel: 3 });
  const vehicle = await insertVehicle(orm, id, { fuelType: "diesel" });
  const manager = callAs(fleetScope(id));
  expect((await manager.vehicles.statistics({ vehicleId: vehicle.id })).totals.trips).toBe(0);
  await insertTrip(orm, { accountId: id, vehicleId: vehicle.id, fuelL: 2, distanceM: 30_000 });
  await rollUpVehicle({ db: orm, now }, vehicle.id);
  const { totals, factors } = await manager.vehicles.statistics({ vehicleId: vehicle.id });
  expect([totals.trips, totals.fuelL, totals.fuelDistanceM, factors.kgPerLDiesel]).toEqual([1, 2, 30_000, 3]);
  const stranger = callAs(fleetScope((await insertAccount(orm)).id));
  await expect(stranger.vehicles.statistics({ vehicleId: vehicle.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a person's details are for managers and the person", async () => {
  const { orm } = database;
  const { id } = await insertAccount(orm);
  const user = await insertUser(orm, id, "driver");
  const driver = await insertDriver(orm, id, { name: "Ann", userId: user.id });
  const manager = callAs(fleetScope(id));
  const known = { name: "Ann", gender: "F", bornOn: "1996-03-28", phone: null } as const;
  await manager.drivers.change({ driverId: driver.id, ...known });
  const own = callAs(driverScope(id, [driver.id]), { role: "driver", userId: user.id });
  const viewer: Scope = { actor: { kind: "user", userId: 0, role: "viewer" }, accountId: id, driverIds: "all" };
  const read = { driverId: driver.id };
  expect(await manager.drivers.details(read)).toEqual({ ...known, emergencyContacts: [] });
  expect(await own.drivers.details(read)).toEqual({ ...known, emergencyContacts: [] });
  expect(await callAs(viewer, { role: "viewer", userId: 0 }).drivers.details(read)).toBeNull();
  await expect(own.drivers.change({ driverId: driver.id, ...known })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("badges are told with the way to the next ones", async () => {
  const { orm } = database;
  const { id } = await insertAccount(orm);
  const vehicle = await insertVehicle(orm, id);
  const driver = await insertDriver(orm, id);
  await insertTrip(orm, { accountId: id, vehicleId: vehicle.id, driverId: driver.id, driveScore: 80 });
  const { awards, progress } = await callAs(fleetScope(id)).drivers.badges({ driverId: driver.id });
  expect(awards).toEqual([]);
  expect(progress.smooth_ten).toEqual({ done: 1, of: 10, unit: "trips" });
  const stranger = callAs(fleetScope((await insertAccount(orm)).id));
  await expect(stranger.drivers.badges({ driverId: driver.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
