import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertVehicle } from "#db/test-factories.ts";
import { createFileStore } from "#server/files/file-store.ts";
import { type Ask, createCarnotClient, testRefusals } from "./fixtures/client.ts";
import { createFleet, type TestFleet } from "./fixtures/fleet.ts";
import { expectDocumented } from "./fixtures/shapes.ts";

const folder = mkdtempSync(join(tmpdir(), "motorpool-carnot-"));
const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n").toString("base64");
let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let ask: Ask;
let write: Ask;
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  const files = createFileStore(folder);
  [ask, write] = [createCarnotClient(database, fleet.readKey, files), createCarnotClient(database, fleet.writeKey, files)];
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const insurance = {
  dtype: "ins",
  dinfo: "Fully covered",
  content_type: "application/pdf",
  file: pdf,
  meta: { no: "P-1", date: "2026-12-31" },
};
const asDriver = () => ({ key: null, headers: { apikey: fleet.writeKey, authorization: `Token ${fleet.login}` } });
const newCar = async () => (await insertVehicle(database.orm, fleet.accountId, { name: "New" })).id;

describe("POST /cars/{id}/upload", () => {
  testRefusals(() => ({ ask: write, path: (id) => `/cars/${id}/upload`, foreignId: foreign.vehicleId, post: insurance }));

  test("200: with its fields in data or beside each other", async () => {
    const id = await newCar();
    for (const post of [{ data: insurance }, { ...insurance, dtype: "reg", file: `data:application/pdf;base64,${pdf}` }]) {
      const { status, body } = await write(`/cars/${id}/upload/`, { post });
      expect([status, body]).toEqual([200, { message: "Success" }]);
    }
    const stored = await database.sql`select kind, number, note, issued_on::text as issued, expires_on::text as expires, content_type
      from documents where vehicle_id = ${id} order by id`;
    const shared = { number: "P-1", note: "Fully covered", content_type: "application/pdf" };
    expect([...stored]).toEqual([
      { kind: "insurance", ...shared, issued: null, expires: "2026-12-31" },
      { kind: "registration", ...shared, issued: "2026-12-31", expires: null },
    ]);
  });

  test("200: a new one takes the place of the one before; service bills are kept beside each other", async () => {
    const id = await newCar();
    for (const dtype of ["ins", "ins", "ser", "ser"]) await write(`/cars/${id}/upload`, { post: { ...insurance, dtype } });
    const kept = await database.sql`select kind from documents where vehicle_id = ${id} and removed_at is null order by kind`;
    expect(kept.map(({ kind }) => kind)).toEqual(["insurance", "service_bill", "service_bill"]);
  });

  test("403 with a key that may only read, and for a driver but for their own licence", async () => {
    const path = `/cars/${fleet.vehicleId}/upload`;
    expect((await ask(path, { post: insurance })).status).toBe(403);
    expect((await ask(path, { ...asDriver(), post: insurance })).body).toEqual({ status: false, message: "You may not do this." });
    const { body } = await ask(path, { ...asDriver(), post: { ...insurance, dtype: "dl" } });
    expect(body).toEqual({ status: true, message: "Success" });
    const [licence] =
      await database.sql`select driver_id::int as id from documents where account_id = ${fleet.accountId} and kind = 'licence'`;
    expect(licence?.["id"]).toBe(fleet.driver.id);
    expect((await ask(`/cars/${fleet.vehicleId}/download/dl`)).body).toMatchObject({ img: pdf, meta: { no: "P-1" } });
  });

  test.each([
    [400, { ...insurance, dtype: "profile" }, "body.dtype: "],
    [400, { ...insurance, file: undefined }, "body.file: "],
    [400, { ...insurance, file: "?" }, "body.file: is not base64"],
    [400, { ...insurance, file: "" }, "The file is empty."],
    [415, { ...insurance, file: Buffer.from("<svg/>").toString("base64") }, "Send a PDF, or a picture"],
    [413, { ...insurance, file: "A".repeat(15 * 1024 * 1024) }, "The body is larger than 13 MiB."],
  ])("%d: what is wrong", async (status, post, told) => {
    const answer = await write(`/cars/${fleet.vehicleId}/upload`, { post });
    expect([answer.status, answer.body]).toEqual([status, { detail: expect.stringContaining(told) }]);
  });

  test("503 on a server that keeps no documents", async () => {
    const without = createCarnotClient(database, fleet.writeKey);
    expect((await without(`/cars/${fleet.vehicleId}/upload`, { post: insurance })).status).toBe(503);
  });
});

describe("GET /cars/{id}/download/{dtype}", () => {
  testRefusals(() => ({ ask, path: (id) => `/cars/${id}/download/profile`, foreignId: foreign.vehicleId }));

  test("200 documented example of the profile; the picture is the model's", async () => {
    const { body } = await ask(`/cars/${fleet.vehicleId}/download/profile/`);
    expect(body).toEqual({ np: "MH01AB0001", nm: "C001", img: null });
    await database.sql`insert into vehicle_models (account_id, make, model, image_url, added)
      values (${fleet.accountId}, 'Volkswagen', 'Beetle', 'https://pictures.test/beetle.jpg', false)`;
    const withPicture = await ask(`/cars/${fleet.vehicleId}/download/profile`);
    expectDocumented("GET /cars/{id}/download/profile", withPicture.body);
  });

  test("200 documented example of a paper: the newest of its type, its file in base64", async () => {
    const id = await newCar();
    await write(`/cars/${id}/upload`, { post: { ...insurance, meta: { ...insurance.meta, broker: "Bo" } } });
    const { body } = await ask(`/cars/${id}/download/ins`);
    expectDocumented("GET /cars/{id}/download/{dtype}", { ...(body as object), meta: {} });
    const meta = { broker: "Bo", no: "P-1", date: "2026-12-31" };
    expect(body).toEqual({ info: "Fully covered", meta, img: pdf, type: "application/pdf" });
    await database.sql`update documents set number = null, expires_on = '2027-12-31', note = null where vehicle_id = ${id}`;
    expect((await ask(`/cars/${id}/download/ins`)).body).toMatchObject({ info: "", meta: { broker: "Bo", date: "2027-12-31" } });
  });

  test("404 without such a paper, and for a type there is not", async () => {
    expect(await ask(`/cars/${fleet.vehicleId}/download/puc`)).toMatchObject({ status: 404, body: { detail: "No such document." } });
    expect((await ask(`/cars/${fleet.vehicleId}/download/secret`)).status).toBe(404);
  });
});
