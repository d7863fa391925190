import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listDocuments } from "#db/queries/documents/documents.ts";
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
import { scopeForUser } from "#server/auth/scope.ts";
import { removeDocument } from "#server/commands/documents/documents.ts";
import { maxFileBytes } from "#server/domain/documents/file-type.ts";
import type { Scope } from "#server/domain/scope.ts";
import { createFileStore } from "#server/files/file-store.ts";
import { createLog } from "#server/log.ts";
import { type DocumentRouteDeps, handleDocumentFile, handleDocumentUpload } from "./documents.ts";

const pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n";
const folder = mkdtempSync(join(tmpdir(), "motorpool-document-routes-"));
let database: TestDatabase;
let deps: DocumentRouteDeps;
let png: Buffer;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = {
    db: database.orm,
    now: () => new Date("2026-03-10T12:00:00Z"),
    files: createFileStore(folder),
    log: createLog("silent", "test"),
  };
  png = await sharp({ create: { width: 1200, height: 900, channels: 3, background: "#1f6f80" } })
    .png()
    .toBuffer();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function createFleet() {
  const { orm } = database;
  const { id: accountId } = await insertAccount(orm);
  const driver = await insertUser(orm, accountId, "driver");
  const { id: driverId } = await insertDriver(orm, accountId, { userId: driver.id });
  const vehicle = await insertVehicle(orm, accountId, { name: 'Müller\'s "Bus"\r\nX-Evil: 1/../..' });
  await assignTestDriver(orm, accountId, { driverId, vehicleId: vehicle.id });
  const viewer = await insertUser(orm, accountId, "viewer");
  return {
    vehicle,
    fleet: fleetScope(accountId),
    asViewer: await scopeForUser(orm, viewer.id),
    asDriver: await scopeForUser(orm, driver.id),
  };
}

function send(scope: Scope | null, fields: Record<string, string | Uint8Array>, fileName = "../../etc/passwd.html"): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)], { type: "text/html" }), fileName);
  }
  return handleDocumentUpload(deps, scope, new Request("http://localhost/api/documents", { method: "POST", body: form }));
}

async function store(scope: Scope, vehicleId: number, file: Uint8Array): Promise<number> {
  const response = await send(scope, { kind: "insurance", vehicleId: String(vehicleId), file });
  const { document } = await response.json();
  return document.id;
}

function fetchFile(scope: Scope | null, documentId: number | string, query = ""): Promise<Response> {
  const request = new Request(`http://localhost/api/documents/${documentId}/file${query}`);
  return handleDocumentFile(deps, scope, String(documentId), request);
}

describe("POST /api/documents", () => {
  test("201 with the document; empty fields count as left out, the file's name and declared type for nothing", async () => {
    const { fleet, vehicle } = await createFleet();
    const fields = { kind: "insurance", vehicleId: String(vehicle.id), number: "P-1", note: "", expiresOn: "2027-01-31" };
    const response = await send(fleet, { ...fields, file: Buffer.from(pdf) });
    expect(response.status).toBe(201);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    const { document } = await response.json();
    expect(document).toMatchObject({
      kind: "insurance",
      number: "P-1",
      note: null,
      expiresOn: "2027-01-31",
      contentType: "application/pdf",
    });
    expect(JSON.stringify(document)).not.toContain("passwd");
    expect(readdirSync(join(folder, "files")).every((name) => /^[0-9a-f]{32}$/.test(name))).toBe(true);
  });

  test("401 without a session", async () => {
    expect((await send(null, { kind: "insurance", file: Buffer.from(pdf) })).status).toBe(401);
  });

  test("403 for viewers and drivers, whose upload is not even looked at", async () => {
    const { asViewer, asDriver, vehicle } = await createFleet();
    for (const scope of [asViewer, asDriver]) {
      const response = await send(scope, { kind: "insurance", vehicleId: String(vehicle.id), file: Buffer.from("MZ") });
      expect(response.status).toBe(403);
    }
    expect(await listDocuments(deps.db, asViewer, { at: deps.now() })).toEqual([]);
  });

  test("404 for another account's car", async () => {
    const [{ fleet }, { vehicle }] = [await createFleet(), await createFleet()];
    const response = await send(fleet, { kind: "insurance", vehicleId: String(vehicle.id), file: Buffer.from(pdf) });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: "No such vehicle." });
  });

  test("503 while too many uploads of the account are under way; others are not kept waiting", async () => {
    const [{ fleet }, other] = [await createFleet(), await createFleet()];
    const breaks: (() => void)[] = [];
    const hang = () => {
      const body = new ReadableStream({ start: (controller) => void breaks.push(() => controller.error(new Error("gone"))) });
      const headers = { "content-type": "multipart/form-data; boundary=x" };
      const init = { method: "POST", headers, body, duplex: "half" };
      return handleDocumentUpload(deps, fleet, new Request("http://localhost/api/documents", init as RequestInit));
    };
    const hanging = Array.from({ length: 3 + 8 }, hang);
    const refused = await hang();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(
      (await send(other.fleet, { kind: "insurance", vehicleId: String(other.vehicle.id), file: new TextEncoder().encode(pdf) })).status,
    ).toBe(201);
    for (const breakOff of breaks) breakOff();
    expect((await Promise.all(hanging)).map(({ status }) => status)).toEqual(hanging.map(() => 400));
  });

  test("413 for more than 10 MB", async () => {
    const { fleet, vehicle } = await createFleet();
    const response = await send(fleet, { kind: "insurance", vehicleId: String(vehicle.id), file: new Uint8Array(maxFileBytes + 1) });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ error: "The file is larger than 10 MB." });
  });

  test.each([
    [415, { file: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") }, /SVG/],
    [400, { file: new Uint8Array() }, /empty/],
    [400, { file: Buffer.from(pdf), storedName: "0".repeat(32) }, /storedName/],
    [400, { file: "only text" }, /file: /],
    [400, { number: "1", vehicleId: "1e9999" }, /vehicleId: /],
    [400, { number: "1", kind: "passport" }, /kind: /],
  ])("%i for %j", async (status, wrong: Record<string, string | Uint8Array>, message) => {
    const { fleet, vehicle } = await createFleet();
    const response = await send(fleet, { kind: "insurance", vehicleId: String(vehicle.id), ...wrong });
    expect(response.status).toBe(status);
    expect((await response.json()).error).toMatch(message);
  });
});

describe("GET /api/documents/<id>/file", () => {
  test("200 as an attachment under a name of ours, which nothing may run or frame", async () => {
    const { fleet, asViewer, asDriver, vehicle } = await createFleet();
    const id = await store(fleet, vehicle.id, Buffer.from(pdf));
    for (const scope of [fleet, asViewer, asDriver]) {
      const response = await fetchFile(scope, id);
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-type": "application/pdf",
        "content-disposition": 'attachment; filename="insurance-muller-s-bus-x-evil-1.pdf"',
        "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      });
      expect(await response.text()).toBe(pdf);
    }
  });

  test("200 with a small picture for a preview; 404 for the preview of a PDF", async () => {
    const { fleet, vehicle } = await createFleet();
    const response = await fetchFile(fleet, await store(fleet, vehicle.id, png), "?preview=1");
    expect(response.headers.get("content-type")).toBe("image/webp");
    expect(response.headers.get("content-disposition")).toBe("inline");
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
    expect(await sharp(Buffer.from(await response.arrayBuffer())).metadata()).toMatchObject({ width: 960, height: 720 });
    expect((await fetchFile(fleet, await store(fleet, vehicle.id, Buffer.from(pdf)), "?preview=1")).status).toBe(404);
  });

  test("401 without a session; 404 for another account's, one set aside, one without a file and no id at all", async () => {
    const [{ fleet, vehicle }, other] = [await createFleet(), await createFleet()];
    const id = await store(fleet, vehicle.id, png);
    const bare = await insertTestDocument(deps.db, fleet.accountId, { vehicleId: vehicle.id, kind: "insurance" });
    for (const query of ["", "?preview=1"]) {
      expect((await fetchFile(null, id, query)).status).toBe(401);
      for (const scope of [other.fleet, other.asViewer, other.asDriver]) expect((await fetchFile(scope, id, query)).status).toBe(404);
      for (const none of [bare.id, 999_999, "0", "abc", "../1", "9".repeat(30)]) {
        expect((await fetchFile(fleet, none, query)).status).toBe(404);
      }
    }
    await removeDocument(deps, fleet, { documentId: id });
    for (const query of ["", "?preview=1"]) expect((await fetchFile(fleet, id, query)).status).toBe(404);
  });

  test("404 when the file is gone from the disk", async () => {
    const { fleet, vehicle } = await createFleet();
    const id = await store(fleet, vehicle.id, png);
    const elsewhere = { ...deps, files: createFileStore(join(folder, "nowhere")) };
    const request = new Request(`http://localhost/api/documents/${id}/file`);
    expect((await handleDocumentFile(elsewhere, fleet, String(id), request)).status).toBe(404);
  });
});
