import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { addVehicleModel, setModelLinks } from "#server/commands/vehicles/models.ts";
import { type Ask, createCarnotClient } from "./fixtures/client.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented } from "./fixtures/shapes.ts";

let database: TestDatabase;
let fleet: TestFleet;
let ask: Ask;
beforeAll(async () => {
  database = await createTestDatabase();
  fleet = await createFleet(database);
  const foreign = await createFleet(database);
  const deps = { db: database.orm, now: () => now };
  await addVehicleModel(deps, fleet.system, { make: "Zastava", model: "Koral" });
  await addVehicleModel(deps, foreign.system, { make: "Trabant", model: "601" });
  const links = { imageUrl: "https://pictures.test/tt.jpg", videoUrl: null };
  await setModelLinks(deps, fleet.system, { make: "Audi", model: "TT", ...links });
  await setModelLinks(deps, foreign.system, { make: "Audi", model: "A3", ...links });
  ask = createCarnotClient(database, fleet.readKey);
});
afterAll(() => database.drop());

describe("GET /cars/makes", () => {
  test("200 documented example: ours and the account's own, by name", async () => {
    const { body } = await ask("/cars/makes/");
    expectDocumented("GET /cars/makes", body);
    const { makes } = body as { makes: string[] };
    expect(makes).toEqual(expect.arrayContaining(["Audi", "Maruti Suzuki", "Ford", "Zastava"]));
    expect(makes).not.toContain("Trabant");
    expect(makes).toEqual(makes.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true, sensitivity: "base" })));
  });

  test("401 without a key", async () => {
    expect((await ask("/cars/makes", { key: null })).status).toBe(401);
  });
});

describe("GET /cars/models", () => {
  test("200 documented example", async () => {
    const { body } = await ask("/cars/models/?make=Audi");
    expectDocumented("GET /cars/models", body);
    expect(body).toEqual({ models: expect.arrayContaining(["A3", "TT", "R8"]) });
  });

  test("200: own ones, whatever the case; none of a make nobody knows, nor of another account's", async () => {
    expect((await ask("/cars/models?make=zastava")).body).toEqual({ models: ["Koral"] });
    expect((await ask("/cars/models?make=Trabant")).body).toEqual({ models: [] });
  });

  test("400 without make, 401 without a key", async () => {
    const { status, body } = await ask("/cars/models");
    expect([status, body]).toEqual([400, { detail: expect.stringContaining("query.make: ") }]);
    expect((await ask("/cars/models?make=Audi", { key: null })).status).toBe(401);
  });
});

describe("GET /cars/links", () => {
  test("200 documented example: null where none are set", async () => {
    const { body } = await ask("/cars/links/?make=Audi&model=A3");
    expectDocumented("GET /cars/links", body);
  });

  test("200: those the account set", async () => {
    const { body } = await ask("/cars/links?make=audi&model=tt");
    expect(body).toEqual({ image_url: "https://pictures.test/tt.jpg", video_url: null });
  });

  test("400 without model, 401 without a key", async () => {
    const { status, body } = await ask("/cars/links?make=Audi");
    expect([status, body]).toEqual([400, { detail: expect.stringContaining("query.model: ") }]);
    expect((await ask("/cars/links?make=Audi&model=TT", { key: null })).status).toBe(401);
  });
});
