import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertDevice } from "#db/test-factories.ts";
import { toAutomaticId, toDeviceId } from "#server/domain/automatic/ids.ts";
import { type Ask, base, createAutomaticClient } from "./fixtures/client.ts";
import { createFleet, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented, type Listed } from "./fixtures/shapes.ts";
import { issueToken } from "./fixtures/tokens.ts";

let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let ask: Ask;
let asOwner: string;
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  ask = createAutomaticClient(database, fleet.token);
  asOwner = await issueToken(database.orm, { userId: fleet.owner.id, accountId: fleet.accountId });
  await insertDevice(database.orm, fleet.accountId, { serial: "in the drawer" });
  await insertDevice(database.orm, fleet.accountId, { serial: "gone", revokedAt: new Date(0) });
});
afterAll(() => database.drop());

const own = () => toDeviceId(fleet.device.uid);
const userOf = ({ user }: TestFleet) => toAutomaticId("user", user.uid);
const unauthorized = { status: 401, body: { error: "err_unauthorized" } };

function testLists(path: () => string): void {
  test("200 documented example: the adapters in one's cars, and for those who see the whole fleet all in use", async () => {
    const { status, body } = await ask(`${path()}/`);
    const { _metadata, results } = body as Listed;
    expect([status, _metadata]).toEqual([200, { count: 1, next: null, previous: null }]);
    expectDocumented("DeviceUserRelationship", results[0]);
    expect(results[0]).toMatchObject({ id: own(), url: `${base}/user/${userOf(fleet)}/device/${own()}/`, version: 1 });
  });

  test("200 by serial number, under either name", async () => {
    for (const name of ["device__serial_number", "device_barcode"]) {
      const count = async (serial: string) =>
        ((await ask(`${path()}?${name}=${encodeURIComponent(serial)}`)).body as Listed)._metadata.count;
      expect([await count(fleet.device.serial), await count(foreign.device.serial), await count("x")]).toEqual([1, 0, 0]);
    }
  });

  test("401 without a token", async () => {
    expect(await ask(path(), { token: null })).toMatchObject(unauthorized);
  });
}

function testOne(path: (id: string) => string): void {
  test("200 documented example", async () => {
    const { status, body } = await ask(`${path(own())}/`);
    expect(status).toBe(200);
    expectDocumented("DeviceUserRelationship", body);
  });

  test("401 without a token; 404 for a foreign, an unknown one and what is no id", async () => {
    expect(await ask(path(own()), { token: null })).toMatchObject(unauthorized);
    for (const id of [toDeviceId(foreign.device.uid), "0123456789abcdef01234567", "x", fleet.device.serial.replaceAll(" ", "")]) {
      const refused = { status: 404, body: { error: "err_page_not_found", error_description: "No such device." } };
      expect([id, await ask(path(id))]).toMatchObject([id, refused]);
    }
  });
}

describe("GET /device", () => {
  testLists(() => "/device");

  test("200 with all that are in use for those who see the whole fleet", async () => {
    expect((await ask("/device", { token: asOwner })).body).toMatchObject({ _metadata: { count: 2 } });
  });
});

describe("GET /device/{id}", () => testOne((id) => `/device/${id}`));

describe("GET /user/{id}/device", () => {
  testLists(() => "/user/me/device");

  test("404 for anybody else", async () => {
    expect(await ask(`/user/${userOf(foreign)}/device`)).toMatchObject({ status: 404 });
  });
});

describe("GET /user/{id}/device/{device_id}", () => {
  testOne((id) => `/user/me/device/${id}`);

  test("200 under the address it names; 404 under that of anybody else", async () => {
    expect((await ask(`/user/${userOf(fleet)}/device/${own()}/`)).status).toBe(200);
    expect((await ask(`/user/${userOf(foreign)}/device/${own()}`)).status).toBe(404);
  });
});
