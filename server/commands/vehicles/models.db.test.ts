import { afterAll, beforeAll, expect, test } from "vitest";
import { getModelLinks, listAccountModels, listMakes, listModels } from "#db/queries/vehicles/models.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { fleetScope, insertAccount } from "#db/test-factories.ts";
import { listKnownMakes, listKnownModels } from "#server/domain/vehicles/models/known-models.ts";
import { addVehicleModel, removeVehicleModel, setModelLinks } from "./models.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function createAccount() {
  const deps = { db: database.orm, now: () => new Date() };
  return { db: database.orm, deps, scope: fleetScope((await insertAccount(database.orm)).id) };
}

const links = { imageUrl: "https://fleet.example/tt.png", videoUrl: "https://fleet.example/tt.mp4" };

test("an account's own makes and models stand among ours, only in that account", async () => {
  const { db, deps, scope } = await createAccount();
  await addVehicleModel(deps, scope, { make: "Zastava", model: "750" });
  await addVehicleModel(deps, scope, { make: "audi", model: "Quattro Coupé" });
  await addVehicleModel(deps, scope, { make: "ZASTAVA", model: "Yugo" });
  const makes = await listMakes(db, scope);
  expect(makes.at(-1)).toBe("Zastava");
  expect(makes).toHaveLength(listKnownMakes().length + 1);
  expect(await listModels(db, scope, { make: "zastava" })).toEqual(["750", "Yugo"]);
  expect(await listModels(db, scope, { make: "AUDI" })).toEqual(expect.arrayContaining(["A3", "Quattro Coupé"]));
  const { scope: other } = await createAccount();
  expect(await listMakes(db, other)).toEqual(listKnownMakes());
  expect(await listModels(db, other, { make: "Zastava" })).toEqual([]);
});

test("what is known already is not added again, however it is spelled", async () => {
  const { db, deps, scope } = await createAccount();
  await addVehicleModel(deps, scope, { make: "Zastava", model: "750" });
  await expect(addVehicleModel(deps, scope, { make: "zastava", model: "750 " })).rejects.toMatchObject({ code: "conflict" });
  await expect(addVehicleModel(deps, scope, { make: "audi", model: "tt" })).rejects.toThrow("Audi tt is known already.");
  expect(await listModels(db, scope, { make: "Audi" })).toEqual(listKnownModels("Audi"));
});

test("links belong to the account that set them, and go again", async () => {
  const { db, deps, scope } = await createAccount();
  await setModelLinks(deps, scope, { make: "audi", model: "tt", ...links });
  expect(await getModelLinks(db, scope, { make: "Audi", model: "TT" })).toEqual(links);
  expect(await getModelLinks(db, (await createAccount()).scope, { make: "Audi", model: "TT" })).toEqual({ imageUrl: null, videoUrl: null });
  expect(await listAccountModels(db, scope)).toMatchObject([{ make: "Audi", model: "TT", added: false }]);
  await setModelLinks(deps, scope, { make: "Audi", model: "TT", imageUrl: null, videoUrl: null });
  expect(await listAccountModels(db, scope)).toEqual([]);
});

test("an added model keeps its row when its links change or go, and leaves with all of them", async () => {
  const { db, deps, scope } = await createAccount();
  const { id } = await addVehicleModel(deps, scope, { make: "Zastava", model: "750" });
  await setModelLinks(deps, scope, { make: "zastava", model: "750", ...links });
  await setModelLinks(deps, scope, { make: "Zastava", model: "750", ...links, videoUrl: null });
  expect(await listAccountModels(db, scope)).toMatchObject([{ id, imageUrl: links.imageUrl, videoUrl: null, added: true }]);
  await setModelLinks(deps, scope, { make: "Zastava", model: "750", imageUrl: null, videoUrl: null });
  expect(await listAccountModels(db, scope)).toMatchObject([{ id, added: true }]);
  await removeVehicleModel(deps, scope, { modelId: id });
  expect(await listModels(db, scope, { make: "Zastava" })).toEqual([]);
});

test("links of a model nobody knows, and other than https, are refused", async () => {
  const { db, deps, scope } = await createAccount();
  await expect(setModelLinks(deps, scope, { make: "Audi", model: "Golf", ...links })).rejects.toMatchObject({ code: "not_found" });
  for (const imageUrl of ["http://fleet.example/tt.png", "javascript:alert(1)", "tt.png", `https://x.example/${"a".repeat(500)}`]) {
    await expect(setModelLinks(deps, scope, { make: "Audi", model: "TT", imageUrl, videoUrl: null })).rejects.toThrow(/^imageUrl/);
  }
  expect(await getModelLinks(db, scope, { make: "Nobody", model: "None" })).toEqual({ imageUrl: null, videoUrl: null });
});
