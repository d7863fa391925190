import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listAuditEntries } from "#db/queries/accounts/audit-log.ts";
import { findCredentials } from "#db/queries/accounts/users.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { scopeForUser } from "#server/auth/scope.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { completeSetup, createSetupLink } from "./setup.ts";

const system = { kind: "system", reason: "test" } as const;
const owner = { accountName: "Acme", name: "Ann", email: "Ann@Motorpool.test ", password: "a phrase for tests", timeZone: "Europe/Vienna" };
let database: TestDatabase;
let now: Date;
let deps: CommandDeps;
beforeEach(async () => {
  database = await createTestDatabase();
  now = new Date("2026-03-01T12:00:00Z");
  deps = { db: database.orm, now: () => now };
});
afterEach(() => database.drop());

describe("the setup link", () => {
  it("creates the first account and its owner, once", async () => {
    const token = await createSetupLink(deps, system);
    const { accountId, userId } = await completeSetup(deps, { token, ...owner });
    expect(await scopeForUser(deps.db, userId)).toMatchObject({ accountId, actor: { role: "owner" } });
    expect(await findCredentials(deps.db, "ann@motorpool.test")).toMatchObject({ userId });
    const again = { token, ...owner, accountName: "Other", email: "bo@motorpool.test" };
    await expect(completeSetup(deps, again)).rejects.toMatchObject({ code: "not_found" });
    await expect(createSetupLink(deps, system)).rejects.toMatchObject({ code: "conflict" });
  });

  it("leaves entries in the audit log: of the installation, then of the account", async () => {
    const root = { kind: "system", reason: "command line", osUser: "root" } as const;
    const token = await createSetupLink(deps, root);
    const { accountId, userId } = await completeSetup(deps, { token, ...owner }, { kind: "web", network: "203.0.113.7" });
    expect(await listAuditEntries(deps.db, { actor: root, accountId: null }, { limit: 10 })).toMatchObject([
      { accountId, action: "account.set_up", actorId: userId, actorName: "ann@motorpool.test", origin: "web", network: "203.0.113.7" },
      { accountId: null, action: "setup_link.created", actorName: "root", origin: "command_line", network: null },
    ]);
  });

  it("used twice at once lets one win", async () => {
    const token = await createSetupLink(deps, system);
    const uses = ["a", "b", "c"].map((name) =>
      completeSetup(deps, { token, ...owner, accountName: name, email: `${name}@motorpool.test` }),
    );
    const results = await Promise.allSettled(uses);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "not_found" });
    expect(await database.sql`select count(*)::int as n from users`).toEqual([{ n: 1 }]);
    expect(await database.sql`select count(*)::int as n from accounts`).toEqual([{ n: 1 }]);
  });

  it("ends after a day, and with the next one", async () => {
    const first = await createSetupLink(deps, system);
    const second = await createSetupLink(deps, system);
    await expect(completeSetup(deps, { token: first, ...owner })).rejects.toMatchObject({ code: "not_found" });
    now = new Date("2026-03-02T12:00:00Z");
    await expect(completeSetup(deps, { token: second, ...owner })).rejects.toMatchObject({ code: "not_found" });
    now = new Date("2026-03-02T11:59:59Z");
    await expect(completeSetup(deps, { token: second, ...owner })).resolves.toBeDefined();
  });

  it("stays good after a mistake", async () => {
    const token = await createSetupLink(deps, system);
    for (const mistake of [
      { password: "password1" },
      { email: "nonsense" },
      { accountName: " " },
      { timeZone: "Mars/Olympus" },
      { role: "owner" },
    ]) {
      await expect(completeSetup(deps, { token, ...owner, ...mistake })).rejects.toMatchObject({ code: "bad_request" });
    }
    await expect(completeSetup(deps, { token, ...owner })).resolves.toBeDefined();
  });

  it("is kept as a hash only", async () => {
    const token = await createSetupLink(deps, system);
    const [row] = await database.sql`select s::text as text from setup_links s`;
    expect(row?.["text"]).not.toContain(token);
    await expect(completeSetup(deps, { token: `${token}x`, ...owner })).rejects.toMatchObject({ code: "not_found" });
  });
});
