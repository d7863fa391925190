import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listTokens } from "#db/queries/apps/tokens.ts";
import { listDeviceAssignments } from "#db/queries/vehicles/device-assignments.ts";
import { listDevices } from "#db/queries/vehicles/devices.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertVehicle } from "#db/test-factories.ts";
import { systemScope } from "#server/auth/scope.ts";
import { hashToken, looksLikeToken } from "#server/auth/tokens.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import type { Scope } from "#server/domain/scope.ts";
import { revokeToken, rotateDeviceToken } from "./device-tokens.ts";
import { assignDevice, createDevice, moveDevice, revokeDevice, unassignDevice } from "./devices.ts";

const day = (number: number) => new Date(Date.UTC(2026, 2, number));
let database: TestDatabase;
let deps: CommandDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = { db: database.orm, now: () => new Date("2026-03-20T12:00:00Z") };
});
afterAll(() => database.drop());

async function createFleet() {
  const { id } = await insertAccount(deps.db);
  const scope = systemScope(id, "test");
  const golf = await insertVehicle(deps.db, id);
  const polo = await insertVehicle(deps.db, id);
  const device = await createDevice(deps, scope, { serial: "OBD-7", vehicleId: golf.id });
  return { scope, golf, polo, device };
}

async function insertSamples(deviceId: number, ...ats: Date[]): Promise<void> {
  for (const at of ats) {
    await database.sql`select ensure_sample_partition(${at})`;
    await database.sql`insert into samples (device_id, at) values (${deviceId}, ${at})`;
  }
}

/** What is to be cut again, and the vehicles with a job for it. */
async function listRecuts(vehicleIds: number[]) {
  const ranges = await database.sql`
    select vehicle_id::int as vehicle, from_at as from, to_at as to from recut_ranges where vehicle_id = any(${vehicleIds}) order by id`;
  const jobs = await deps.db.execute<{ vehicle: number }>(sql`
    select replace(key, 'cut-trips:', '')::int as vehicle from graphile_worker.jobs where key like 'cut-trips:%' order by 1`);
  return { ranges: ranges.map((row) => ({ ...row })), jobs: jobs.map((row) => row.vehicle).filter((id) => vehicleIds.includes(id)) };
}

const periods = async (scope: Scope) =>
  (await listDeviceAssignments(deps.db, scope)).map(({ vehicleId, validFrom, validTo }) => [vehicleId, validFrom, validTo]);

describe("a new device", () => {
  it("has sat in its vehicle since ever and has a token of which only the hash is kept", async () => {
    const { scope, golf, device } = await createFleet();
    expect(looksLikeToken("device", device.token)).toBe(true);
    expect(await periods(scope)).toEqual([[golf.id, null, null]]);
    expect(await listDevices(deps.db, scope)).toMatchObject([{ serial: "OBD-7", vehicleId: golf.id, vehicleName: golf.name }]);
    const [row] = await database.sql`select to_jsonb(t)::text as text, hash from tokens t where id = ${device.tokenId}`;
    expect(row?.["hash"]).toBe(hashToken(device.token));
    expect(row?.["text"]).not.toContain(device.token);
  });

  it("needs a serial of its own in its account, while another account may have the same", async () => {
    const { scope, golf } = await createFleet();
    await expect(createDevice(deps, scope, { serial: "OBD-7", vehicleId: golf.id })).rejects.toMatchObject({ code: "conflict" });
    await expect(createFleet()).resolves.toBeDefined();
  });

  it.each(["", "  ", "x".repeat(65), "OBD\u00007", "OBD\n7"])("cannot have the serial %j", async (serial) => {
    const { scope, golf } = await createFleet();
    await expect(createDevice(deps, scope, { serial, vehicleId: golf.id })).rejects.toMatchObject({ code: "bad_request" });
  });
});

describe("moving a device", () => {
  it("ends one assignment where the next begins and cuts both vehicles' trips again from there on", async () => {
    const { scope, golf, polo, device } = await createFleet();
    await insertSamples(device.id, day(1), day(9), day(10), day(12));
    await moveDevice(deps, scope, { deviceId: device.id, vehicleId: polo.id, at: day(10) });
    expect(await periods(scope)).toEqual([
      [golf.id, null, day(10)],
      [polo.id, day(10), null],
    ]);
    expect(await listRecuts([golf.id, polo.id])).toEqual({
      ranges: [
        { vehicle: golf.id, from: day(10), to: day(12) },
        { vehicle: polo.id, from: day(10), to: day(12) },
      ],
      jobs: [golf.id, polo.id],
    });
  });

  it("cuts nothing when the device has measured nothing since", async () => {
    const { scope, golf, polo, device } = await createFleet();
    await insertSamples(device.id, day(1));
    await moveDevice(deps, scope, { deviceId: device.id, vehicleId: polo.id, at: day(2) });
    expect(await listRecuts([golf.id, polo.id])).toEqual({ ranges: [], jobs: [] });
  });

  it("is refused before the device came where it is, and leaves everything as it was", async () => {
    const { scope, golf, polo, device } = await createFleet();
    await moveDevice(deps, scope, { deviceId: device.id, vehicleId: polo.id, at: day(10) });
    const before = await periods(scope);
    await expect(moveDevice(deps, scope, { deviceId: device.id, vehicleId: golf.id, at: day(5) })).rejects.toMatchObject({
      code: "conflict",
      message: `The device is already in vehicle ${golf.id} since ever until ${day(10).toISOString()}.`,
    });
    expect(await periods(scope)).toEqual(before);
  });

  it("twice at once ends in periods that do not overlap", async () => {
    const { scope, golf, polo, device } = await createFleet();
    const move = (vehicleId: number) => moveDevice(deps, scope, { deviceId: device.id, vehicleId, at: day(10) });
    const results = await Promise.allSettled([move(golf.id), move(polo.id)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await periods(scope)).toHaveLength(2);
  });
});

describe("assigning a device", () => {
  it("fills a gap, and is refused where it overlaps", async () => {
    const { scope, golf, polo, device } = await createFleet();
    await insertSamples(device.id, day(1), day(6), day(12));
    await unassignDevice(deps, scope, { deviceId: device.id, at: day(5) });
    await assignDevice(deps, scope, { deviceId: device.id, vehicleId: polo.id, from: day(5), to: day(8) });
    const overlapping = { deviceId: device.id, vehicleId: golf.id, from: day(7), to: day(9) };
    await expect(assignDevice(deps, scope, overlapping)).rejects.toMatchObject({ code: "conflict" });
    await assignDevice(deps, scope, { ...overlapping, from: day(8) });
    expect(await periods(scope)).toEqual([
      [golf.id, null, day(5)],
      [polo.id, day(5), day(8)],
      [golf.id, day(8), day(9)],
    ]);
    expect(await listRecuts([golf.id, polo.id])).toEqual({
      ranges: [
        { vehicle: golf.id, from: day(6), to: day(12) },
        { vehicle: polo.id, from: day(6), to: day(6) },
      ],
      jobs: [golf.id, polo.id],
    });
  });

  it("must end after it begins", async () => {
    const { scope, polo, device } = await createFleet();
    const backwards = { deviceId: device.id, vehicleId: polo.id, from: day(5), to: day(5) };
    await expect(assignDevice(deps, scope, backwards)).rejects.toMatchObject({ code: "bad_request" });
  });
});

describe("tokens", () => {
  it("overlap when a device gets a new one", async () => {
    const { scope, device } = await createFleet();
    const rotated = await rotateDeviceToken(deps, scope, { deviceId: device.id, overlapS: 3600 });
    expect(looksLikeToken("device", rotated.token)).toBe(true);
    expect(await listTokens(deps.db, scope)).toMatchObject([
      { id: device.tokenId, expiresAt: new Date("2026-03-20T13:00:00Z"), revokedAt: null, serial: "OBD-7" },
      { id: rotated.id, expiresAt: null, revokedAt: null },
    ]);
    await rotateDeviceToken(deps, scope, { deviceId: device.id, overlapS: 7200 });
    expect((await listTokens(deps.db, scope))[0]?.expiresAt).toEqual(new Date("2026-03-20T13:00:00Z"));
  });

  it("keep the moment of their first revocation, and a device keeps its tokens when it is revoked", async () => {
    const { scope, device } = await createFleet();
    await revokeToken(deps, scope, { tokenId: device.tokenId });
    const later = { ...deps, now: () => new Date("2026-04-01T00:00:00Z") };
    expect((await revokeToken(later, scope, { tokenId: device.tokenId })).revokedAt).toEqual(deps.now());
    expect((await revokeDevice(deps, scope, { deviceId: device.id })).revokedAt).toEqual(deps.now());
    expect(await listTokens(deps.db, scope)).toHaveLength(1);
  });
});
