import { userInfo } from "node:os";
import type { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import type { AuditAction } from "#server/domain/accounts/audit/entry.ts";
import { createProgram } from "./program.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const password = "a phrase for tests";
let now = new Date("2026-03-20T12:00:00Z");

function open() {
  let output = "";
  const program = createProgram({
    open: async () => ({
      deps: { db: database.orm, now: () => now },
      publicUrl: "https://motorpool.test",
      webhooks: { masterSecret: "0".repeat(32), webhookNetworks: [] },
    }),
    readStdin: async () => `${password}\n`,
    say: () => {},
    write: (written) => {
      output += written;
    },
  });
  return { program, read: () => output };
}

async function print(...args: string[]): Promise<string> {
  const { program, read } = open();
  await program.parseAsync(args, { from: "user" });
  return read();
}

async function run(...args: string[]) {
  return JSON.parse(await print(...args, "--json"));
}

/** The verbs that change something, in an order in which they can be carried out, with the entry each leaves. */
const steps: [words: string, action: AuditAction][] = [
  ["setup link", "setup_link.created"],
  ["account create --name Acme", "account.created"],
  ["account change Acme --currency USD", "account.changed"],
  ["account change Acme --registration open", "account.changed"],
  ["user create --email ann@acme.test --password - --role owner --account Acme", "person.created"],
  ["user create --email bo@acme.test --password - --role driver --account Acme", "person.created"],
  ["account create --name Other", "account.created"],
  ["user add --email bo@acme.test --role viewer --account Other", "person.added"],
  ["user set-password bo@acme.test --account Acme --password -", "password.set"],
  ["user set-role bo@acme.test --account Acme --role manager", "person.role_changed"],
  ["user disable bo@acme.test --account Acme", "person.disabled"],
  ["user enable bo@acme.test --account Acme", "person.enabled"],
  ["vehicle create --account Acme --name Golf", "vehicle.created"],
  ["vehicle create --account Acme --name Polo", "vehicle.created"],
  ["vehicle update --vehicle Golf --plate W-1", "vehicle.changed"],
  ["driver create --account Acme --name Ann", "driver.created"],
  ["driver update --driver Ann --name Anna", "driver.changed"],
  ["device create --serial OBD-7 --vehicle Golf", "device.created"],
  ["device move --device OBD-7 --vehicle Polo", "device.moved"],
  ["device revoke OBD-7", "device.revoked"],
  ["device restore OBD-7", "device.restored"],
  ["assign --driver Anna --vehicle Golf", "assignment.created"],
  ["assign end 1", "assignment.ended"],
  ["geofence create --account Acme --name Depot --lat 52.5 --lon 13.4 --radius 200", "geofence.created"],
  ["token create --family carnot --account Acme", "key.created"],
  ["token rotate OBD-7", "device_token.rotated"],
  ["token revoke 1", "device_token.revoked"],
  ["token revoke 2", "key.revoked"],
  ["invitation create --account Acme", "invitation.created"],
  ["invitation revoke 1", "invitation.revoked"],
  ["app create --account Acme --owner ann@acme.test --name Log --redirect-uri https://a.test/cb --scopes scope:trip", "app.created"],
  ["app update Log --name Logbook", "app.changed"],
  ["app rotate-secret Logbook", "app.secret_rotated"],
  ["app rotate-webhook-secret Logbook", "app.webhook_secret_rotated"],
  ["app delete Logbook", "app.deleted"],
  ["user remove bo@acme.test --account Other", "person.removed"],
];

/** Verbs that only read, or make what is made by itself again. */
const reading = new Set(["list", "export", "show", "recut"]);

function listVerbs(noun: Command): string[] {
  const verbs = noun.commands.filter((verb) => !reading.has(verb.name())).map((verb) => `${noun.name()} ${verb.name()}`);
  return noun.name() === "assign" ? [noun.name(), ...verbs] : verbs;
}

describe("what the command line changes", () => {
  it("is in the audit log, verb by verb, with the user of the operating system", async () => {
    const left = new Set(open().program.commands.flatMap(listVerbs));
    for (const [words, action] of steps) {
      await run(...words.split(" "));
      const [entry] = await database.sql`
        select action, actor_name as "actor", origin from audit_entries order by id desc limit 1`;
      expect({ words, ...entry }).toEqual({ words, action, actor: userInfo().username, origin: "command_line" });
      for (const verb of left) if (words === verb || words.startsWith(`${verb} `)) left.delete(verb);
    }
    expect([...left]).toEqual([]);
  });
});

describe("audit list and export", () => {
  it("filter by account, person, subject and time, and print the newest first", async () => {
    const all = await run("audit", "list", "--limit", "1000");
    expect(all).toHaveLength(steps.length);
    expect(all[0]).toMatchObject({
      action: "person.removed",
      origin: "command_line",
      subject: "bo@acme.test",
      before: '{"role":"viewer"}',
    });
    expect(await run("audit", "list", "--account", "Other")).toHaveLength(3);
    const keys = await run("audit", "list", "--account", "Acme", "--subject", "key");
    expect(keys.map(({ action }: { action: string }) => action)).toEqual(["key.revoked", "key.created"]);
    expect(await run("audit", "list", "--user", "ann@acme.test")).toEqual([]);
    expect(await run("audit", "list", "--to", "2026-03-20")).toEqual([]);
    await expect(run("audit", "list", "--limit", "0")).rejects.toMatchObject({ code: "bad_request" });
    now = new Date("2026-03-21T12:00:00Z");
    await run("account", "change", "Acme", "--name", "=Acme");
    expect(await run("audit", "list", "--from", "2026-03-21")).toHaveLength(1);
    const csv = await print("audit", "export", "--from", "2026-03-21");
    expect(csv.split("\r\n")[1]).toContain(`,account.changed,1,'=Acme,`);
    const json = JSON.parse(await print("audit", "export", "--format", "json"));
    expect(json).toHaveLength(steps.length + 1);
    expect(JSON.stringify(json)).not.toContain(password);
  });
});
