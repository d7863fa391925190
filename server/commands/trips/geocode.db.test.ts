import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { getTrip } from "#db/queries/trips/trips.ts";
import { endpointFailures } from "#db/schema/alerts.ts";
import { streetAddresses, trips } from "#db/schema/trips.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { fleetScope, insertAccount, insertTrip, insertVehicle } from "#db/test-factories.ts";
import { createGeocoder } from "#server/places/geocoder.ts";
import { findStreets, type StreetDeps } from "./geocode.ts";

let database: TestDatabase;
let service: Server;
/** What the service on this machine does, and what it was asked. */
let answer: RequestListener;
let asked: string[];
beforeAll(async () => {
  database = await createTestDatabase();
  service = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  service.closeAllConnections();
  service.close();
  await database.drop();
});
beforeEach(async () => {
  asked = [];
  await database.orm.delete(trips);
  await database.orm.delete(streetAddresses);
  await database.orm.delete(endpointFailures);
});

const at = new Date("2026-03-10T12:00:00Z");
const never = new AbortController().signal;
const lakeStreet = JSON.stringify({ address: { road: "Lake Street", city: "Oak Park", country_code: "us", "ISO3166-2-lvl4": "US-IL" } });
const answerWell: RequestListener = (_request, response) => response.end(lakeStreet);

function deps(now = at): StreetDeps {
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/reverse`;
  const clock = { nowMs: () => 0, pause: async () => {} };
  return { db: database.orm, now: () => now, geocoder: createGeocoder({ url, publicUrl: "http://localhost:3000", clock }) };
}

/** A car with trips of the last hours, the newest first, each from one of these latitudes to the next. */
async function insertDrives(...lats: (number | null)[]) {
  const { id: accountId } = await insertAccount(database.orm);
  const { id: vehicleId } = await insertVehicle(database.orm, accountId);
  const ids: number[] = [];
  for (const [index, lat] of lats.entries()) {
    const startedAt = new Date(at.getTime() - (index + 1) * 3_600_000);
    const position = { startLat: lat, startLon: lat && -87.7, endLat: lat, endLon: lat && -87.7 };
    ids.push((await insertTrip(database.orm, { accountId, vehicleId, startedAt, ...position })).id);
  }
  return { scope: fleetScope(accountId), accountId, vehicleId, ids };
}

const latOf = (url: string) => new URL(url, "http://localhost").searchParams.get("lat");

test("asks where the newest trips begin and end, once", async () => {
  answer = answerWell;
  const { scope, accountId, vehicleId, ids } = await insertDrives(41.1, 41.2, null);
  await insertTrip(database.orm, { accountId, vehicleId, startedAt: new Date("2026-01-01T00:00:00Z"), startLat: 41.3, startLon: -87.7 });
  await insertTrip(database.orm, { accountId, vehicleId, status: "open", startedAt: at, startLat: 41.4, startLon: -87.7 });
  await findStreets(deps(), never);
  await findStreets(deps(), never);
  expect(asked.map(latOf)).toEqual(["41.1000", "41.2000"]);
  const trip = await getTrip(database.orm, scope, { tripId: ids[0] ?? 0 });
  expect(trip).toMatchObject({ startStreet: "Lake Street", endStreet: "Lake Street", startPlace: expect.any(String) });
  expect(await getTrip(database.orm, scope, { tripId: ids[2] ?? 0 })).toMatchObject({ startStreet: null, endStreet: null });
});

test("until a street is known, the quarter of the town stands for it", async () => {
  answer = answerWell;
  const { scope, accountId, vehicleId } = await insertDrives();
  const trip = await insertTrip(database.orm, {
    accountId,
    vehicleId,
    startedAt: at,
    startLat: 41.45,
    startLon: -87.7,
    startQuarter: "Loop",
  });
  const street = async () => (await getTrip(database.orm, scope, { tripId: trip.id })).startStreet;
  expect(await street()).toBe("Loop");
  await findStreets(deps(), never);
  expect(await street()).toBe("Lake Street");
});

test("where there is no street it does not ask again", async () => {
  answer = (_request, response) => response.end(JSON.stringify({ error: "Unable to geocode" }));
  const { scope, ids } = await insertDrives(41.1);
  await findStreets(deps(), never);
  await findStreets(deps(), never);
  expect(asked).toHaveLength(1);
  expect(await getTrip(database.orm, scope, { tripId: ids[0] ?? 0 })).toMatchObject({ startStreet: null });
});

test("an answer that is bad is asked for again; the others are stored", async () => {
  answer = (request, response) => response.end(latOf(request.url ?? "") === "41.1000" ? "<html>" : lakeStreet);
  const { scope, ids } = await insertDrives(41.1, 41.2);
  await expect(findStreets(deps(), never)).rejects.toThrow(/not one of Nominatim/);
  expect(await getTrip(database.orm, scope, { tripId: ids[1] ?? 0 })).toMatchObject({ startStreet: "Lake Street" });
  answer = answerWell;
  await findStreets(deps(), never);
  expect(await getTrip(database.orm, scope, { tripId: ids[0] ?? 0 })).toMatchObject({ startStreet: "Lake Street" });
});

test("a service that is down is left alone after three failures", async () => {
  answer = (_request, response) => response.writeHead(503).end();
  await insertDrives(41.1, 41.2, 41.3, 41.4, 41.5);
  await expect(findStreets(deps(), never)).rejects.toThrow("The geocoder answered 503.");
  expect(asked).toHaveLength(3);
  expect(await database.orm.select().from(endpointFailures)).toMatchObject([{ key: "geocoder", failures: 1, failingSince: at }]);
  await findStreets(deps(), never);
  expect(asked).toHaveLength(3);
  answer = answerWell;
  await findStreets(deps(new Date(at.getTime() + 60_000)), never);
  expect(asked).toHaveLength(8);
  expect(await database.orm.select().from(endpointFailures)).toEqual([]);
});

test("what a hostile service says is stored as plain text", async () => {
  const road = "Lake\u0000 \u202eStreet\ud800<script>";
  answer = (_request, response) => response.end(JSON.stringify({ address: { road } }));
  const { scope, ids } = await insertDrives(41.1);
  await findStreets(deps(), never);
  expect(await getTrip(database.orm, scope, { tripId: ids[0] ?? 0 })).toMatchObject({ startStreet: "Lake Street <script>" });
});

test("ends quietly when the worker stops, and does nothing without a service", async () => {
  const stop = new AbortController();
  answer = () => stop.abort();
  await insertDrives(41.1, 41.2);
  await findStreets(deps(), stop.signal);
  expect(asked).toHaveLength(1);
  await findStreets({ ...deps(), geocoder: null }, never);
  expect(asked).toHaveLength(1);
});
