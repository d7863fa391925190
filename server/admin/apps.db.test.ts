import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { looksLikeToken } from "#server/auth/tokens.ts";
import { createProgram } from "./program.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const password = "a phrase for tests";
const now = new Date("2026-03-20T12:00:00Z");

/** Runs a command in this process and returns what it prints; failures are thrown. */
async function print(...args: string[]): Promise<string> {
  let output = "";
  const program = createProgram({
    open: async () => ({
      deps: { db: database.orm, now: () => now },
      publicUrl: "https://motorpool.test",
      webhooks: { masterSecret: "0".repeat(32), webhookNetworks: ["127.0.0.0/8"] },
    }),
    readStdin: async () => password,
    say: () => {},
    write: (written) => {
      output += written;
    },
  });
  await program.parseAsync(args, { from: "user" });
  return output;
}

async function run(...args: string[]) {
  return JSON.parse(await print(...args, "--json"));
}

describe("the admin command", () => {
  it("makes, changes and deletes apps, and shows their secrets once", async () => {
    const account = await run("account", "create", "--name", "Acme");
    await run("user", "create", "--email", "ann@motorpool.test", "--password", password, "--role", "owner", "--account", "Acme");
    const uris = ["--redirect-uri", "https://app.example/back", "--redirect-uri", "automatic-{client_id}://oauth"];
    const more = ["--scopes", "scope:trip scope:location", "--mode", "production", "--webhook-url", "http://127.0.0.1:9000/hook"];
    const create = ["app", "create", "--account", "Acme", "--owner", "ann@motorpool.test", "--name", "Log book"];
    const app = await run(...create, ...uris, ...more);
    expect(app).toMatchObject({
      ...{ name: "Log book", mode: "production", is_public: false, account_id: account.id, webhook_url: "http://127.0.0.1:9000/hook" },
      scopes: ["scope:public", "scope:location", "scope:trip"],
      redirect_uris: ["https://app.example/back", `automatic-${app.client_id.toLowerCase()}://oauth`],
    });
    expect(app.client_id).toMatch(/^[0-9A-Za-z]{20}$/);
    expect(looksLikeToken("app_secret", app.client_secret)).toBe(true);
    const open = await run(...create.slice(0, -1), "Phone", ...uris, "--scopes", "scope:trip", "--public");
    expect(open).toMatchObject({ client_secret: null, is_public: true, mode: "development", webhook_url: null });
    const rotated = await run("app", "rotate-secret", "Log book", "--overlap", "0");
    expect(looksLikeToken("app_secret", rotated.client_secret)).toBe(true);
    expect(app.webhook_secret).toMatch(/^whsec_/);
    const signing = await run("app", "rotate-webhook-secret", app.client_id, "--overlap", "2");
    expect(signing).toMatchObject({ webhook_secret: expect.stringMatching(/^whsec_/), webhook_previous_until: "2026-03-20T14:00:00.000Z" });
    expect(signing.webhook_secret).not.toBe(app.webhook_secret);
    const change = ["--webhook-url", "none", "--webhook-format", "v1", "--webhook-schedule", "long", "--mode", "development"];
    expect(await run("app", "update", "--app", "log book", "--name", "Logs", ...change, "--scopes", "scope:trip")).toMatchObject({
      ...{ name: "Logs", webhook_url: null, webhook_format: "v1", webhook_schedule: "long", mode: "development" },
      scopes: ["scope:public", "scope:trip"],
    });
    expect(await run("app", "list", "--account", "Acme")).toMatchObject([
      { name: "Phone" },
      { name: "Logs", owner_name: "ann", people: 0 },
    ]);
    expect(await print("app", "list", "--json")).not.toMatch(/secret|salt|mpx_|whsec_/);
    await run("app", "delete", String(app.id));
    expect(await run("app", "list")).toHaveLength(1);
    for (const [wrong, said] of [
      [["app", "update", "Phone", "--scopes", "scope:all"], "scope:all"],
      [["app", "update", "Phone", "--redirect-uri", "javascript:alert(1)"], "javascript:alert(1)"],
      [["app", "update", "Phone", "--webhook-url", "ftp://10.0.0.1/"], "https://"],
      [["app", "update", "Phone"], "Nothing to change"],
      [["app", "rotate-secret", "Phone"], "public app"],
    ] as const) {
      await expect(run(...wrong)).rejects.toThrow(said);
    }
  });
});
