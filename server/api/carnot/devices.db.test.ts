import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertDevice } from "#db/test-factories.ts";
import { type Ask, createCarnotClient, publicUrl, testRefusals } from "./fixtures/client.ts";
import { createFleet, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented } from "./fixtures/shapes.ts";

let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let ask: Ask;
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  ask = createCarnotClient(database, fleet.readKey);
});
afterAll(() => database.drop());

const asDriver = () => ({ key: null, headers: { apikey: fleet.readKey, authorization: `Token ${fleet.login}` } });

describe("GET /devices", () => {
  test("200 documented example", async () => {
    const { body } = await ask("/devices/");
    expectDocumented("GET /devices", body);
    expect(body).toMatchObject([{ id: fleet.deviceId }]);
  });

  test("401 without a key", async () => {
    expect((await ask("/devices", { key: null })).status).toBe(401);
  });

  test("200 page by page; for a driver those in their cars", async () => {
    const { id: spare } = await insertDevice(database.orm, fleet.accountId);
    const { body, headers } = await ask("/devices?limit=1");
    expect(body).toMatchObject([{ id: fleet.deviceId }]);
    expect(headers.get("link")).toBe(`<${publicUrl}/api/carnot/devices?limit=1&after=${fleet.deviceId}>; rel="next"`);
    expect((await ask(`/devices?after=${fleet.deviceId}`)).body).toMatchObject([{ id: spare }]);
    expect((await ask("/devices", asDriver())).body).toMatchObject({ data: [{ id: fleet.deviceId }] });
    expect((await ask(`/devices/${spare}`, asDriver())).body).toEqual({ status: false, message: "No such device." });
  });
});

describe("GET /devices/{id}", () => {
  testRefusals(() => ({ ask, path: (id) => `/devices/${id}`, foreignId: foreign.deviceId }));

  test("200 documented example: the state of the car it sits in", async () => {
    const { body } = await ask(`/devices/${fleet.deviceId}/`);
    expectDocumented("GET /devices/{id}", body);
    expect(body).toMatchObject({
      id: fleet.deviceId,
      addressableid: fleet.device.serial,
      latitude: 52.5049,
      longitude: 13.4,
      speed: 30,
      ontrip: true,
      gsmsignal: 71,
      deviceplugged: true,
      bluetoothconn: false,
    });
  });

  test("200: one that sits nowhere and has said nothing", async () => {
    const { id } = await insertDevice(database.orm, fleet.accountId);
    const unknown = { latitude: null, longitude: null, speed: null, ontrip: false, gsmsignal: null, deviceplugged: true };
    expect((await ask(`/devices/${id}`)).body).toMatchObject(unknown);
  });

  test("200: one that was pulled out", async () => {
    const { id } = await insertDevice(database.orm, fleet.accountId, { plugged: false });
    expect((await ask(`/devices/${id}`)).body).toMatchObject({ deviceplugged: false });
  });
});

describe("GET /devices/{id}/info", () => {
  testRefusals(() => ({ ask, path: (id) => `/devices/${id}/info`, foreignId: foreign.deviceId }));

  test("200 documented example: the numbers of /devices/{id}, made of its uid", async () => {
    const uid = "0a0b0c01-0203-4405-8607-08090a0d0e0f";
    const { id } = await insertDevice(database.orm, fleet.accountId, { uid });
    const { body } = await ask(`/devices/${id}/info/`);
    expectDocumented("GET /devices/{id}/info", body);
    expect(body).toEqual({ stmid: 0x0a0b0c, nrfid: 0x010203, hwid: 0x0d0e0f });
    expect((await ask(`/devices/${id}`)).body).toMatchObject(body as object);
  });
});
