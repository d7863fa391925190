import { afterAll, beforeAll, expect, test } from "vitest";
import { getCarbonFactors, getFuelPrices } from "#db/queries/accounts/accounts.ts";
import { getDriverDetails } from "#db/queries/accounts/driver-details.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { fleetScope, insertAccount, insertVehicle } from "#db/test-factories.ts";
import { changeVehicle } from "#server/commands/vehicles/vehicles.ts";
import { defaultCarbonFactors } from "#server/domain/vehicles/carbon.ts";
import { changeAccount } from "./accounts.ts";
import { changeDriver, createDriver } from "./drivers.ts";
import { changeEmergencyContacts } from "./emergency-contacts.ts";

const now = () => new Date("2026-03-10T12:00:00Z");
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function createAccount() {
  const account = await insertAccount(database.orm);
  return { account, db: database.orm, deps: { db: database.orm, now }, scope: fleetScope(account.id) };
}

test("a driver's details are kept, changed one by one, and taken away", async () => {
  const { db, deps, scope } = await createAccount();
  const { id: driverId } = await createDriver(deps, scope, { name: "Ann", gender: "F", bornOn: "1996-03-28", phone: "+43 1 234" });
  await changeDriver(deps, scope, { driverId, phone: null });
  const read = () => getDriverDetails(db, scope, { driverId, at: now() });
  expect(await read()).toMatchObject({ name: "Ann", gender: "F", bornOn: "1996-03-28", phone: null, emergencyContacts: [] });
  const contacts = [{ name: "Bo", phone: "9820204040", email: null }];
  await changeEmergencyContacts(deps, scope, { driverId, contacts });
  expect((await read()).emergencyContacts).toEqual(contacts);
  const many = Array.from({ length: 6 }, () => contacts[0] ?? { name: "", phone: "", email: null });
  await expect(changeEmergencyContacts(deps, scope, { driverId, contacts: many })).rejects.toThrow(/^contacts/);
});

test("a day of birth is a real one of the past", async () => {
  const { deps, scope } = await createAccount();
  for (const bornOn of ["2026-03-11", "1899-12-31", "1996-02-30", "28.3.1996"]) {
    await expect(createDriver(deps, scope, { name: "Ann", bornOn })).rejects.toThrow(/^bornOn/);
  }
});

test("a speed limit is a plausible one, or none", async () => {
  const { db, deps, scope, account } = await createAccount();
  const { id: vehicleId } = await insertVehicle(db, account.id);
  for (const speedLimitKmh of [0, 9, 301]) {
    await expect(changeVehicle(deps, scope, { vehicleId, speedLimitKmh })).rejects.toThrow(/^speedLimitKmh/);
  }
  expect(await changeVehicle(deps, scope, { vehicleId, speedLimitKmh: 120 })).toMatchObject({ speedLimitKmh: 120 });
  expect(await changeVehicle(deps, scope, { vehicleId, speedLimitKmh: null })).toMatchObject({ speedLimitKmh: null });
});

test("what a car is: a colour, a grade, an economy; each change has its time", async () => {
  const { db, deps, scope, account } = await createAccount();
  const { id: vehicleId } = await insertVehicle(db, account.id);
  const facts = { submodel: "GTI", color: "#1E3A8A", fuelGrade: "premium", epaKmPerL: 12.3 } as const;
  const changed = await changeVehicle(deps, scope, { vehicleId, ...facts });
  expect(changed).toMatchObject({ ...facts, color: "#1e3a8a", updatedAt: deps.now() });
  for (const color of ["red", "#123", "#12345g", "url(#a)"]) {
    await expect(changeVehicle(deps, scope, { vehicleId, color })).rejects.toThrow(/^color: a colour is written like #1e3a8a\.$/);
  }
  for (const epaKmPerL of [0, -1, 201]) await expect(changeVehicle(deps, scope, { vehicleId, epaKmPerL })).rejects.toThrow(/^epaKmPerL/);
  const none = { submodel: null, color: null, fuelGrade: null, epaKmPerL: null };
  expect(await changeVehicle(deps, scope, { vehicleId, ...none })).toMatchObject(none);
});

test("prices and the rate to the dollar are an account's own; the rate ends with the currency", async () => {
  const { db, deps, scope } = await createAccount();
  const unknown = { pricePerLGasoline: null, pricePerLDiesel: null, pricePerKwh: null, usdPerCurrency: null };
  expect(await getFuelPrices(db, scope)).toEqual({ currency: "EUR", ...unknown });
  const known = { pricePerLGasoline: 1.799, pricePerLDiesel: 1.659, pricePerKwh: 0.39, usdPerCurrency: 1.08 };
  await changeAccount(deps, scope, known);
  await changeAccount(deps, scope, { currency: "EUR" });
  expect(await getFuelPrices(db, scope)).toEqual({ currency: "EUR", ...known });
  await changeAccount(deps, scope, { currency: "CHF" });
  expect(await getFuelPrices(db, scope)).toEqual({ ...known, currency: "CHF", usdPerCurrency: null });
  await changeAccount(deps, scope, { currency: "GBP", usdPerCurrency: 1.27 });
  expect(await getFuelPrices(db, scope)).toMatchObject({ currency: "GBP", usdPerCurrency: 1.27 });
  for (const wrong of [-0.01, 10_000_001]) await expect(changeAccount(deps, scope, { pricePerKwh: wrong })).rejects.toThrow(/^pricePerKwh/);
  for (const wrong of [0, -1, 1001]) await expect(changeAccount(deps, scope, { usdPerCurrency: wrong })).rejects.toThrow(/^usdPerCurrency/);
  await changeAccount(deps, scope, unknown);
  expect(await getFuelPrices(db, scope)).toMatchObject(unknown);
});

test("an account changes its own settings; the factors not set are ours", async () => {
  const { db, deps, scope, account } = await createAccount();
  await changeAccount(deps, scope, { timeZone: "Asia/Kolkata", currency: "inr", co2KgPerKwh: 0.7 });
  const changed = await changeAccount(deps, scope, { name: account.name });
  expect(changed).toMatchObject({ name: account.name, timeZone: "Asia/Kolkata", currency: "INR" });
  expect(await getCarbonFactors(db, scope)).toEqual({ ...defaultCarbonFactors, kgPerKwh: 0.7 });
  await changeAccount(deps, scope, { co2KgPerKwh: null });
  expect(await getCarbonFactors(db, scope)).toEqual(defaultCarbonFactors);
});

test("an account is not called like another, and keeps to known zones, currencies and factors", async () => {
  const { deps, scope } = await createAccount();
  const { account: other } = await createAccount();
  await expect(changeAccount(deps, scope, { name: other.name })).rejects.toMatchObject({ code: "conflict" });
  await expect(changeAccount(deps, scope, { timeZone: "Moon/Crater" })).rejects.toThrow(/^timeZone/);
  await expect(changeAccount(deps, scope, { currency: "ABC" })).rejects.toThrow(/^currency/);
  await expect(changeAccount(deps, scope, { co2KgPerLDiesel: 11 })).rejects.toThrow(/^co2KgPerLDiesel/);
  await expect(changeAccount(deps, scope, {})).rejects.toThrow("Nothing to change.");
});
