import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listAuditEntries } from "#db/queries/accounts/audit-log.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { cases } from "#server/commands/fixtures/permission-cases.ts";
import { type Caller, createFleet, password, scopeOf } from "#server/commands/fixtures/permission-fleet.ts";
import type { AuditAction } from "#server/domain/accounts/audit/entry.ts";

let database: TestDatabase;
let deps: CommandDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = { db: database.orm, now: () => new Date("2026-03-10T12:00:00Z") };
});
afterAll(() => database.drop());

/** The entry each command leaves. */
const actions: Record<string, AuditAction> = {
  createAccount: "account.created",
  changeAccount: "account.changed",
  changeAccountRegistration: "account.changed",
  logIn: "session.signed_in",
  logOut: "session.signed_out",
  signOutEverywhere: "session.signed_out_everywhere",
  createUser: "person.created",
  registerUser: "person.registered",
  addMember: "person.added",
  updateProfile: "person.changed",
  setRole: "person.role_changed",
  setUserDisabled: "person.disabled",
  removeMember: "person.removed",
  changePassword: "password.changed",
  setPassword: "password.set",
  createInvitation: "invitation.created",
  revokeInvitation: "invitation.revoked",
  createApiKey: "key.created",
  revokeToken: "device_token.revoked",
  rotateDeviceToken: "device_token.rotated",
  createCalendarFeed: "calendar_feed.created",
  revokeCalendarFeed: "calendar_feed.revoked",
  createDevice: "device.created",
  assignDevice: "device.assigned",
  moveDevice: "device.moved",
  unassignDevice: "device.unassigned",
  revokeDevice: "device.revoked",
  restoreDevice: "device.restored",
  createApp: "app.created",
  updateApp: "app.changed",
  rotateAppSecret: "app.secret_rotated",
  rotateWebhookSecret: "app.webhook_secret_rotated",
  deleteApp: "app.deleted",
  allowApp: "app.allowed",
  revokeGrant: "app.permission_revoked",
  createDriver: "driver.created",
  changeDriver: "driver.changed",
  changeEmergencyContacts: "driver.emergency_contacts_changed",
  storeDocument: "document.stored",
  changeDocument: "document.changed",
  removeDocument: "document.removed",
  restoreDocument: "document.restored",
  createVehicle: "vehicle.created",
  changeVehicle: "vehicle.changed",
  saveVehicle: "vehicle.changed",
  assignDriver: "assignment.created",
  endAssignment: "assignment.ended",
  createGeofence: "geofence.created",
  changeGeofence: "geofence.changed",
  removeGeofence: "geofence.removed",
};

/** A new command leaves an entry, or is listed here with the reason why nobody will ask who did it. */
const unaudited = new Set([
  // When alerts are raised, how they reach people, and what became of them: it gives nobody access.
  ...["acknowledgeAlert", "reopenAlert", "markAlertsRead", "createRule", "changeRule", "removeRule", "snoozeRule", "endSnooze"],
  ...["changeQuietHours", "changeAlertChannels", "addPushSubscription", "removePushSubscription"],
  // They change nothing: a message is sent, or sent again.
  ...["sendTestAlert", "sendTestWebhook", "redeliverWebhook", "resumeEndpoint"],
  // What is known of models, services and trips: the rows themselves keep who wrote them.
  ...["addVehicleModel", "setModelLinks", "removeVehicleModel"],
  ...["createServicePlan", "changeServicePlan", "archiveServicePlan", "restoreServicePlan"],
  ...["completeService", "recordService", "removeServiceRecord", "tagTrip", "untagTrip"],
  // Only while there are no users: see setup.db.test.ts.
  "createSetupLink",
]);

/** Everything but the log itself and what is counted of attempts: a digest of each table. */
async function digestTables(): Promise<Record<string, string>> {
  const tables = await database.sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'graphile_worker') and tablename not in ('audit_entries', 'sign_in_throttles') order by 1`;
  const digests = tables.map(async ({ name }) => {
    const [row] = await database.sql.unsafe<{ digest: string }[]>(
      `select coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as digest from ${name} t`,
    );
    return [name, row?.digest ?? ""];
  });
  return Object.fromEntries(await Promise.all(digests));
}

function requireCase(name: string) {
  const found = cases[name];
  if (!found) throw new Error(`There is no case of ${name}.`);
  return found;
}

const callerOf = (allowed: readonly Caller[]): Caller => (allowed.includes("owner") ? "owner" : (allowed[0] ?? "owner"));
const lastId = async () => (await database.sql<{ id: number }[]>`select coalesce(max(id), 0)::int as id from audit_entries`)[0]?.id ?? 0;

describe("the audit log", () => {
  it("has every command above, or says why it leaves no entry", () => {
    expect([...Object.keys(actions), ...unaudited].sort()).toEqual(Object.keys(cases).sort());
  });

  for (const [name, action] of Object.entries(actions)) {
    it(`has an entry of ${name}, which is not done without it`, async () => {
      const { run, allowed } = requireCase(name);
      const fleet = await createFleet(deps);
      const scope = await scopeOf(deps, fleet, callerOf(allowed));
      const before = await lastId();
      const result = await run(scope, fleet, deps);
      const entries = await database.sql`select * from audit_entries where id > ${before}`;
      expect(entries.map((entry) => entry["action"])).toContain(action);
      const text = JSON.stringify(entries);
      for (const secret of secretsIn(result)) expect(text).not.toContain(secret);
      expect(text).not.toMatch(/mp[a-z]_\w{20}|whsec_|scrypt\$|\b[0-9a-f]{40}\b/);
      expect(text).not.toContain(password);
      const target = await createFleet(deps);
      const asker = await scopeOf(deps, target, callerOf(allowed));
      const stored = await digestTables();
      await database.sql`alter table audit_entries add constraint closed check (false) not valid`;
      try {
        await expect(run(asker, target, deps)).rejects.toThrow();
      } finally {
        await database.sql`alter table audit_entries drop constraint closed`;
      }
      expect(await digestTables()).toEqual(stored);
    });
  }

  it("is only added to", async () => {
    await createFleet(deps);
    for (const statement of ["update audit_entries set action = 'x'", "delete from audit_entries", "truncate audit_entries"]) {
      await expect(database.sql.unsafe(statement)).rejects.toThrow("append-only");
    }
  });

  it("is read by owners of the account alone", async () => {
    const fleet = await createFleet(deps);
    const read = async (caller: Caller) => (await listAuditEntries(deps.db, await scopeOf(deps, fleet, caller), { limit: 10 })).length;
    for (const caller of ["manager", "viewer", "driver", "device", "readKey", "writeKey"] as const) expect(await read(caller)).toBe(0);
    expect(await read("owner")).toBe(await read("system"));
    expect(await read("owner")).toBeGreaterThan(0);
  });
});

/** Whatever a command hands out once. */
function secretsIn(result: unknown): string[] {
  if (typeof result !== "object" || result === null) return [];
  const names = ["token", "code", "clientSecret", "webhookSecret"];
  return Object.entries(result).flatMap(([name, value]) => (names.includes(name) && typeof value === "string" ? [value] : []));
}
