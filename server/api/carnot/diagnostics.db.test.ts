import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertVehicle } from "#db/test-factories.ts";
import { type Ask, createCarnotClient, publicUrl, testRefusals } from "./fixtures/client.ts";
import { createFleet, type TestFleet, uploadAndProcess } from "./fixtures/fleet.ts";
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

const refused = (path: (id: number) => string) => () => ({ ask, path, foreignId: foreign.vehicleId });

const unmeasured = {
  cabin_temperature: null,
  tyre_pressure_front_left: null,
  tyre_pressure_front_right: null,
  tyre_pressure_bottom_left: null,
  tyre_pressure_bottom_right: null,
};
const nulls = Object.fromEntries(Object.keys(unmeasured).map((key) => [key, "null"]));

describe("GET /cars/{id}/diagnostics", () => {
  testRefusals(refused((id) => `/cars/${id}/diagnostics`));

  test("200 documented example, but for what no adapter measures", async () => {
    // The engine is off for a while: the voltage is that of a battery at rest.
    await uploadAndProcess(database, foreign, [
      { type: "ignition", at: "2026-03-02T12:00:55Z", on: false },
      { type: "sample", at: "2026-03-02T12:01:00Z", battery_v: 12.24 },
    ]);
    const { body } = await ask(`/cars/${foreign.vehicleId}/diagnostics/`, { key: foreign.readKey });
    expectDocumented("GET /cars/{id}/diagnostics", body, nulls);
    expect(body).toEqual({ ...unmeasured, battery_health: 50, coolant_temperature: 84, engine_oil: true, car_errors: ["P0106"] });
  });

  test("200: the alternator hides the battery; an open code of the oil's pressure shows", async () => {
    await uploadAndProcess(database, fleet, [{ type: "dtc", at: "2026-03-02T12:00:30Z", code: "P0522", status: "pending" }]);
    const { body } = await ask(`/cars/${fleet.vehicleId}/diagnostics`);
    expect(body).toMatchObject({ battery_health: null, engine_oil: false, car_errors: ["P0106", "P0522"] });
    await uploadAndProcess(database, fleet, [{ type: "dtc", at: "2026-03-02T12:00:40Z", code: "P0522", status: "cleared" }]);
  });

  test("200: a car nothing is known of", async () => {
    const { id } = await insertVehicle(database.orm, fleet.accountId);
    const nothing = { battery_health: null, coolant_temperature: null, engine_oil: true, car_errors: [] };
    expect((await ask(`/cars/${id}/diagnostics`)).body).toEqual({ ...unmeasured, ...nothing });
  });
});

describe("GET /cars/{id}/errors", () => {
  testRefusals(refused((id) => `/cars/${id}/errors`));

  test("200 documented example: the codes that are open", async () => {
    const { body } = await ask(`/cars/${fleet.vehicleId}/errors/`);
    expectDocumented("GET /cars/{id}/errors", body);
    expect(body).toEqual({ errors: ["P0106"] });
  });
});

describe("GET /cars/{id}/errors/{code}", () => {
  testRefusals(refused((id) => `/cars/${id}/errors/P0106`));

  test("200 documented example, whatever the case", async () => {
    for (const code of ["P0106", "p0106"]) {
      const { body } = await ask(`/cars/${fleet.vehicleId}/errors/${code}/`);
      expectDocumented("GET /cars/{id}/errors/{code}", body);
      expect(body).toMatchObject({
        code: "P0106",
        severity: expect.stringMatching(/^(Low|Medium)$/),
        desc: expect.stringContaining("Likely causes: "),
        ref_link: `${publicUrl}/vehicles/${fleet.vehicleId}/health`,
      });
    }
  });

  test("200: a manufacturer's own code is told by its structure", async () => {
    const { body } = await ask(`/cars/${fleet.vehicleId}/errors/P1234`);
    expect(body).toMatchObject({ code: "P1234", title: expect.stringContaining("anufacturer"), severity: "Medium" });
  });

  test("404 for what is no fault code", async () => {
    for (const code of ["X0000", "P9999", "P01", "P01061", "123456789"]) {
      expect((await ask(`/cars/${fleet.vehicleId}/errors/${code}`)).status).toBe(404);
    }
  });
});
