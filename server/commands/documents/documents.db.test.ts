import { mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findNewestDocument, getDocument, getDocumentFile, listDocuments } from "#db/queries/documents/documents.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import {
  assignTestDriver,
  fleetScope,
  insertAccount,
  insertDriver,
  insertTestDocument,
  insertUser,
  insertVehicle,
} from "#db/test-factories.ts";
import { keyScope, scopeForUser } from "#server/auth/scope.ts";
import type { Scope } from "#server/domain/scope.ts";
import { msPerDay } from "#server/domain/time.ts";
import { createFileStore } from "#server/files/file-store.ts";
import { changeDocument, type DocumentDeps, removeDocument, restoreDocument, storeDocument } from "./documents.ts";
import { sweepDocuments } from "./purge-documents.ts";

const now = new Date("2026-03-10T12:00:00Z");
const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n");
const folder = mkdtempSync(join(tmpdir(), "motorpool-documents-"));
const storedFiles = () => readdirSync(folder).flatMap(() => readdirSync(join(folder, "files")));
let database: TestDatabase;
let deps: DocumentDeps;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  rmSync(join(folder, "files"), { recursive: true, force: true });
  deps = { db: database.orm, now: () => now, files: createFileStore(folder) };
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function createFleet() {
  const { orm } = database;
  const { id: accountId } = await insertAccount(orm, { timeZone: "America/Chicago" });
  const user = await insertUser(orm, accountId, "driver");
  const [driver, colleague] = [await insertDriver(orm, accountId, { userId: user.id }), await insertDriver(orm, accountId)];
  const [vehicle, spare] = [await insertVehicle(orm, accountId), await insertVehicle(orm, accountId)];
  await assignTestDriver(orm, accountId, { driverId: driver.id, vehicleId: vehicle.id });
  return { accountId, fleet: fleetScope(accountId), driver, colleague, vehicle, spare, asDriver: await scopeForUser(orm, user.id) };
}

const kinds = async (scope: Scope) => (await listDocuments(deps.db, scope, { at: now })).map(({ kind }) => kind).sort();

describe("storing a document", () => {
  test("keeps the facts and the file, and tells who stored it and how near its end is", async () => {
    const { accountId, vehicle } = await createFleet();
    const manager = await insertUser(deps.db, accountId, "manager", { name: "Mia" });
    const scope = await scopeForUser(deps.db, manager.id);
    const args = { kind: "insurance", number: " P-17 ", note: "Two\r\nlines ", issuedOn: "2025-03-20", expiresOn: "2026-03-20" } as const;
    const document = await storeDocument(deps, scope, { ...args, vehicleId: vehicle.id, meta: { no: "17" }, file: pdf });
    expect(document).toMatchObject({
      kind: "insurance",
      number: "P-17",
      note: "Two\nlines",
      meta: { no: "17" },
      contentType: "application/pdf",
      sizeBytes: pdf.length,
      vehicle: { id: vehicle.id },
      driver: null,
      createdBy: "Mia",
      createdAt: now,
      expiry: { state: "soon", daysLeft: 10 },
    });
    expect(document).not.toHaveProperty("storedName");
    const { storedName } = await getDocumentFile(deps.db, scope, { documentId: document.id, at: now });
    expect((await deps.files.read(storedName))?.equals(pdf)).toBe(true);
  });

  test("counts days by the account's calendar", async () => {
    const { fleet, vehicle } = await createFleet();
    // Half past eleven in the evening of the 10th in Chicago.
    const lateDeps = { ...deps, now: () => new Date("2026-03-11T04:30:00Z") };
    const document = await storeDocument(lateDeps, fleet, { vehicleId: vehicle.id, kind: "pollution", expiresOn: "2026-03-10" });
    expect(document.expiry).toEqual({ state: "soon", daysLeft: 0 });
  });

  test.each([
    ["neither car nor driver", { vehicleId: undefined }, /Name either/],
    ["both", { driverId: 1 }, /Name either/],
    ["nothing to store", { number: undefined }, /nothing to store/],
    ["a day that does not exist", { expiresOn: "2026-02-30" }, /expiresOn: is not a day/],
    ["an end before the beginning", { issuedOn: "2026-03-02", expiresOn: "2026-03-01" }, /cannot expire before/],
    ["a number of many lines", { number: "1\n2" }, /number: must not contain control/],
    ["too much beside", { meta: { text: "x".repeat(8200) } }, /meta: is larger than 8 kB/],
    ["NUL in what stands beside", { meta: { a: ["\0"] } }, /meta: contains characters/],
    ["half a character in what stands beside", { meta: { "\ud800": 1 } }, /meta: contains characters/],
    ["an unknown kind", { kind: "passport" as "licence" }, /kind: /],
    ["a file that is none", { file: Buffer.from("MZ") }, /neither a PDF nor a picture/],
  ])("names what is wrong: %s", async (_, wrong, message) => {
    const { fleet, vehicle } = await createFleet();
    const args = { vehicleId: vehicle.id, kind: "insurance", number: "1", ...wrong } as const;
    await expect(storeDocument(deps, fleet, args)).rejects.toThrow(message);
    expect(storedFiles()).toEqual([]);
  });

  test("a driver has no other paper than a licence", async () => {
    const { fleet, driver } = await createFleet();
    await expect(storeDocument(deps, fleet, { driverId: driver.id, kind: "insurance", number: "1" })).rejects.toThrow(
      "A driver has a licence",
    );
  });

  test("leaves no file behind when the row cannot be stored", async () => {
    const { fleet, vehicle } = await createFleet();
    const args = { vehicleId: vehicle.id, kind: "insurance", file: pdf, replaces: 999_999 } as const;
    await expect(storeDocument(deps, fleet, args)).rejects.toMatchObject({ code: "not_found" });
    expect(await kinds(fleet)).toEqual([]);
    expect(storedFiles()).toEqual([]);
  });

  test("of the same kind and owner, sets aside the one it replaces, and service records show the new bill", async () => {
    const { accountId, fleet, vehicle, spare } = await createFleet();
    const old = await storeDocument(deps, fleet, { vehicleId: vehicle.id, kind: "service_bill", number: "old" });
    await database.sql`insert into service_records (account_id, vehicle_id, name, done_on, document_id)
      values (${accountId}, ${vehicle.id}, 'Oil', '2026-03-01', ${old.id})`;
    const args = { kind: "service_bill", number: "new", replaces: old.id } as const;
    await expect(storeDocument(deps, fleet, { ...args, vehicleId: spare.id })).rejects.toMatchObject({ code: "not_found" });
    const fresh = await storeDocument(deps, fleet, { ...args, vehicleId: vehicle.id });
    await expect(storeDocument(deps, fleet, { ...args, vehicleId: vehicle.id })).rejects.toMatchObject({ code: "not_found" });
    expect((await listDocuments(deps.db, fleet, { at: now })).map(({ id }) => id)).toEqual([fresh.id]);
    expect((await listDocuments(deps.db, fleet, { at: now, removed: true })).map(({ id }) => id)).toEqual([old.id]);
    expect(await database.sql`select document_id::int from service_records where account_id = ${accountId}`).toEqual([
      { document_id: fresh.id },
    ]);
  });

  test("more than 200 papers of one car: conflict", async () => {
    const { accountId, fleet, vehicle, spare } = await createFleet();
    await database.sql`insert into documents (account_id, vehicle_id, kind, removed_at)
      select ${accountId}, ${vehicle.id}, 'service_bill', now() from generate_series(1, 200)`;
    await expect(storeDocument(deps, fleet, { vehicleId: vehicle.id, kind: "insurance", file: pdf })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(storedFiles()).toEqual([]);
    await storeDocument(deps, fleet, { vehicleId: spare.id, kind: "insurance", file: pdf });
  });
});

describe("changing, setting aside, taking back", () => {
  test("changes what is given, clears with null, and keeps the days in order with what stays", async () => {
    const { fleet, vehicle } = await createFleet();
    const { id: documentId } = await storeDocument(deps, fleet, {
      vehicleId: vehicle.id,
      kind: "insurance",
      number: "1",
      issuedOn: "2026-01-01",
    });
    const change = await changeDocument(deps, fleet, { documentId, number: null, expiresOn: "2026-03-09" });
    expect(change).toMatchObject({ number: null, issuedOn: "2026-01-01", expiresOn: "2026-03-09", expiry: { state: "overdue" } });
    await expect(changeDocument(deps, fleet, { documentId, expiresOn: "2025-12-31" })).rejects.toThrow("cannot expire before");
    await expect(changeDocument(deps, fleet, { documentId })).rejects.toThrow("Nothing to change");
  });

  test("one that is set aside is gone for readers and changes, and comes back as it was", async () => {
    const { fleet, vehicle } = await createFleet();
    const { id: documentId } = await storeDocument(deps, fleet, { vehicleId: vehicle.id, kind: "insurance", file: pdf });
    await removeDocument(deps, fleet, { documentId });
    await removeDocument(deps, fleet, { documentId });
    const args = { documentId, at: now };
    await expect(getDocument(deps.db, fleet, args)).rejects.toMatchObject({ code: "not_found" });
    await expect(getDocumentFile(deps.db, fleet, args)).rejects.toMatchObject({ code: "not_found" });
    await expect(changeDocument(deps, fleet, { documentId, number: "2" })).rejects.toMatchObject({ code: "not_found" });
    expect(await findNewestDocument(deps.db, fleet, { vehicleId: vehicle.id, kind: "insurance", at: now })).toBeNull();
    await restoreDocument(deps, fleet, { documentId });
    expect((await restoreDocument(deps, fleet, { documentId })).removedAt).toBeNull();
    await getDocumentFile(deps.db, fleet, args);
  });

  test("the newest of a kind is the one stored last", async () => {
    const { fleet, vehicle } = await createFleet();
    for (const number of ["first", "second"]) await storeDocument(deps, fleet, { vehicleId: vehicle.id, kind: "insurance", number });
    await storeDocument(deps, fleet, { vehicleId: vehicle.id, kind: "pollution", number: "third" });
    expect((await findNewestDocument(deps.db, fleet, { vehicleId: vehicle.id, kind: "insurance", at: now }))?.number).toBe("second");
  });
});

describe("who may", () => {
  test("a driver reads the papers of the assigned car and the own licence, nothing else", async () => {
    const { accountId, driver, colleague, vehicle, spare, asDriver } = await createFleet();
    const { orm } = database;
    const former = await insertVehicle(orm, accountId);
    await assignTestDriver(orm, accountId, { driverId: driver.id, vehicleId: former.id, validTo: new Date("2026-03-01") });
    await insertTestDocument(orm, accountId, { vehicleId: vehicle.id, kind: "insurance" });
    await insertTestDocument(orm, accountId, { driverId: driver.id, kind: "licence" });
    const hidden = [
      await insertTestDocument(orm, accountId, { vehicleId: spare.id, kind: "registration" }),
      await insertTestDocument(orm, accountId, { vehicleId: former.id, kind: "registration" }),
      await insertTestDocument(orm, accountId, { driverId: colleague.id, kind: "licence" }),
    ];
    expect(await kinds(asDriver)).toEqual(["insurance", "licence"]);
    for (const { id: documentId } of hidden) {
      await expect(getDocument(orm, asDriver, { documentId, at: now })).rejects.toMatchObject({ code: "not_found" });
      await expect(removeDocument(deps, asDriver, { documentId })).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("a driver stores, changes and sets aside the own licence, and nobody else's", async () => {
    const { driver, colleague, vehicle, asDriver } = await createFleet();
    const { id: documentId } = await storeDocument(deps, asDriver, { driverId: driver.id, kind: "licence", file: pdf });
    await changeDocument(deps, asDriver, { documentId, number: "L-1" });
    await removeDocument(deps, asDriver, { documentId });
    expect((await restoreDocument(deps, asDriver, { documentId })).createdBy).not.toBeNull();
    for (const owner of [{ driverId: colleague.id }, { vehicleId: vehicle.id }]) {
      await expect(storeDocument(deps, asDriver, { ...owner, kind: "licence", number: "1" })).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test("nobody sees another account's papers; a key that may only read reads", async () => {
    const [mine, other] = [await createFleet(), await createFleet()];
    const { id: documentId } = await storeDocument(deps, mine.fleet, { vehicleId: mine.vehicle.id, kind: "insurance", file: pdf });
    for (const scope of [other.fleet, other.asDriver]) {
      expect(await kinds(scope)).toEqual([]);
      await expect(getDocumentFile(deps.db, scope, { documentId, at: now })).rejects.toMatchObject({ code: "not_found" });
    }
    const reader = keyScope(mine.accountId, 1, "read");
    expect((await getDocument(deps.db, reader, { documentId, at: now })).id).toBe(documentId);
    await expect(removeDocument(deps, reader, { documentId })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("sweeping", () => {
  test("deletes papers set aside 30 days ago with their files, and keeps all others", async () => {
    const { fleet, vehicle } = await createFleet();
    const store = () => storeDocument(deps, fleet, { vehicleId: vehicle.id, kind: "insurance", file: pdf });
    const [kept, young, old] = [await store(), await store(), await store()];
    await removeDocument({ ...deps, now: () => new Date(now.getTime() - 29 * msPerDay) }, fleet, { documentId: young.id });
    await removeDocument({ ...deps, now: () => new Date(now.getTime() - 31 * msPerDay) }, fleet, { documentId: old.id });
    await sweepDocuments(deps);
    await sweepDocuments(deps);
    expect(await kinds(fleet)).toEqual(["insurance"]);
    expect(storedFiles()).toHaveLength(2);
    await expect(restoreDocument(deps, fleet, { documentId: old.id })).rejects.toMatchObject({ code: "not_found" });
    for (const { id: documentId } of [await restoreDocument(deps, fleet, { documentId: young.id }), kept]) {
      const { storedName } = await getDocumentFile(deps.db, fleet, { documentId, at: now });
      expect(await deps.files.read(storedName)).toBeDefined();
    }
  });

  test("deletes files older than a day that no paper knows", async () => {
    const { fleet, vehicle } = await createFleet();
    await storeDocument(deps, fleet, { vehicleId: vehicle.id, kind: "insurance", file: pdf });
    const known = storedFiles();
    const old = await deps.files.put(pdf);
    for (const name of storedFiles()) utimesSync(join(folder, "files", name), 1, 1);
    const young = await deps.files.put(pdf);
    utimesSync(join(folder, "files", young), now, now);
    await sweepDocuments(deps);
    expect(storedFiles().sort()).toEqual([...known, young].sort());
    expect(await deps.files.read(old)).toBeUndefined();
  });
});
