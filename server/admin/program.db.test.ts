import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { looksLikeToken } from "#server/auth/tokens.ts";
import { createProgram } from "./program.ts";

let database: TestDatabase;
let directory: string;
beforeEach(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), "motorpool-admin-"));
});
afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

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
    readStdin: async () => `${password}\n`,
    say: () => {},
    write: (written) => {
      output += written;
    },
  });
  silence(program);
  await program.parseAsync(args, { from: "user" });
  return output;
}

function silence(command: Command): void {
  command.configureOutput({ writeErr: () => {}, writeOut: () => {} });
  for (const sub of command.commands) silence(sub);
}

async function run(...args: string[]) {
  return JSON.parse(await print(...args, "--json"));
}

/** The command as people start it. */
async function start(args: string[], input = "") {
  const child = spawn(process.execPath, ["--import", "tsx", "server/admin.ts", ...args], {
    env: { NODE_ENV: "production", DATABASE_URL: database.url, NEXTAUTH_SECRET: randomBytes(32).toString("hex"), DATA_DIR: directory },
  });
  child.stdin.end(input);
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [code, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

describe("the admin command", () => {
  it("sets up a fleet, its ids being what it takes", async () => {
    const account = await run("account", "create", "--name", "Acme", "--time-zone", "Europe/Vienna");
    expect(account).toMatchObject({ name: "Acme", time_zone: "Europe/Vienna" });
    const owner = ["--email", "Ann@motorpool.test", "--password", "-", "--role", "owner", "--account", String(account.id)];
    expect(await run("user", "create", ...owner)).toMatchObject({ email: "ann@motorpool.test", role: "owner", account_id: account.id });
    const details = ["--make", "VW", "--model", "Golf", "--plate", "W-1", "--year", "2019", "--class", "van", "--fuel", "petrol"];
    const more = ["--transmission", "manual", "--vin", "wvwzzz1kz6w000001", "--tank", "55.5", "--battery", "1.3"];
    const vehicle = await run("vehicle", "create", "--account", "acme", "--name", "Golf", ...details, ...more);
    expect(vehicle).toMatchObject({
      ...{ account_id: account.id, name: "Golf", make: "VW", model: "Golf", plate: "W-1", year: 2019, vehicle_class: "van" },
      ...{ fuel_type: "gasoline", transmission: "manual", vin: "WVWZZZ1KZ6W000001", tank_l: 55.5, battery_kwh: 1.3 },
    });
    const device = await run("device", "create", "--serial", "OBD-7", "--vehicle", String(vehicle.id));
    expect(device).toMatchObject({ serial: "OBD-7", vehicle_id: vehicle.id, account_id: account.id });
    expect(looksLikeToken("device", device.token)).toBe(true);
    const person = ["--gender", "F", "--born-on", "1996-03-28", "--phone", "+43 1 234"];
    const driver = await run("driver", "create", "--account", "Acme", "--name", "Ann", "--user", "ann@motorpool.test", ...person);
    expect(driver).toMatchObject({ gender: "F", born_on: "1996-03-28", phone: "+43 1 234" });
    const { id } = driver;
    expect(await run("driver", "update", "--driver", String(id), "--phone", "9820204040")).toMatchObject({
      gender: "F",
      phone: "9820204040",
    });
    expect(await run("vehicle", "update", "--vehicle", "Golf", "--speed-limit", "120")).toMatchObject({ speed_limit_kmh: 120 });
    expect(await run("vehicle", "update", "--vehicle", "Golf", "--speed-limit", "0")).toMatchObject({ speed_limit_kmh: null });
    const facts = ["--submodel", "GTI", "--color", "#1E3A8A", "--fuel-grade", "diesel", "--epa", "14.5"];
    const told = { submodel: "GTI", color: "#1e3a8a", fuel_grade: "diesel", epa_km_per_l: 14.5 };
    expect(await run("vehicle", "update", "--vehicle", "Golf", ...facts)).toMatchObject(told);
    const forgotten = await run("vehicle", "update", "--vehicle", "Golf", "--color", "none", "--fuel-grade", "none", "--epa", "none");
    expect(forgotten).toMatchObject({ submodel: "GTI", color: null, fuel_grade: null, epa_km_per_l: null });
    const prices = ["--price-gasoline", "1.8", "--price-diesel", "1.7", "--price-kwh", "0.4", "--usd-rate", "1.1"];
    const paid = { price_per_l_gasoline: 1.8, price_per_l_diesel: 1.7, price_per_kwh: 0.4, usd_per_currency: 1.1 };
    expect(await run("account", "change", "Acme", ...prices)).toMatchObject(paid);
    expect(await run("account", "change", "Acme", "--price-kwh", "none")).toMatchObject({ ...paid, price_per_kwh: null });
    const moved = await run("account", "change", "Acme", "--currency", "INR", "--time-zone", "Asia/Kolkata", "--registration", "open");
    expect(moved).toMatchObject({ name: "Acme", currency: "INR", time_zone: "Asia/Kolkata", registration: "open" });
    const assigned = await run("assign", "--driver", String(driver.id), "--vehicle", "W-1", "--from", "2026-03-01T08:00:00+01:00");
    expect(assigned).toMatchObject({
      driver_id: driver.id,
      vehicle_id: vehicle.id,
      valid_from: "2026-03-01T07:00:00.000Z",
      valid_to: null,
    });
    expect(await run("assign", "list")).toMatchObject([{ id: assigned.id, driver_name: "Ann", vehicle_name: "Golf" }]);
    expect(await run("driver", "list", "--account", "Acme")).toMatchObject([{ id: driver.id, email: "ann@motorpool.test" }]);
    expect(await run("device", "list")).toMatchObject([{ id: device.id, vehicle_name: "Golf", revoked_at: null }]);
    expect(await run("vehicle", "list")).toMatchObject([{ id: vehicle.id }]);
    expect(await run("user", "list")).toMatchObject([{ role: "owner" }]);
    expect(await run("account", "list")).toMatchObject([{ id: account.id }]);
  });

  it("never prints a secret again", async () => {
    await run("account", "create", "--name", "Acme");
    await run("vehicle", "create", "--account", "Acme", "--name", "Golf");
    const { token, token_id } = await run("device", "create", "--serial", "OBD-7", "--vehicle", "Golf");
    await run("user", "create", "--email", "ann@motorpool.test", "--password", password, "--role", "owner", "--account", "Acme");
    const lists = await Promise.all(
      ["account", "user", "vehicle", "driver", "device", "token", "assign"].map((noun) => print(noun, "list", "--json")),
    );
    expect(lists.join("")).not.toMatch(new RegExp(`${token}|${token.slice(10, 30)}|scrypt|hash`));
    expect(JSON.parse(lists[5] ?? "")).toMatchObject([{ id: token_id, hint: `${token.slice(0, 8)}…${token.slice(-4)}` }]);
  });

  it("rotates and revokes tokens, moves and revokes devices", async () => {
    await run("account", "create", "--name", "Acme");
    for (const name of ["Golf", "Polo"]) await run("vehicle", "create", "--account", "Acme", "--name", name);
    const device = await run("device", "create", "--serial", "OBD-7", "--vehicle", "Golf");
    expect(await run("device", "move", "--device", "OBD-7", "--vehicle", "Polo", "--at", "2026-03-05")).toMatchObject({
      valid_from: "2026-03-05T00:00:00.000Z",
    });
    const rotated = await run("token", "rotate", "OBD-7", "--overlap", "1");
    expect(await run("token", "list")).toMatchObject([{ id: device.token_id, expires_at: "2026-03-20T13:00:00.000Z" }, { id: rotated.id }]);
    expect(await run("token", "revoke", String(rotated.id))).toMatchObject({ id: rotated.id, revoked_at: now.toISOString() });
    expect(await run("token", "revoke", "--token", String(device.token_id))).toMatchObject({ id: device.token_id });
    expect(await run("device", "revoke", "OBD-7")).toMatchObject({ revoked_at: now.toISOString() });
    expect(await run("device", "restore", "--device", "OBD-7")).toMatchObject({ revoked_at: null });
  });

  it("makes API keys and invitations, shows them once and revokes them", async () => {
    const account = await run("account", "create", "--name", "Acme");
    await run("user", "create", "--email", "ann@motorpool.test", "--password", password, "--role", "driver", "--account", "Acme");
    const key = await run("token", "create", "--family", "carnot", "--account", "Acme");
    expect(key).toMatchObject({ kind: "api_key", family: "carnot", access: "read", user_id: null, account_id: account.id });
    expect(looksLikeToken("api_key", key.token)).toBe(true);
    const more = ["--user", "ann@motorpool.test", "--name", "Phone", "--scope", "write"];
    const personal = await run("token", "create", "--family", "carnot", "--account", "Acme", ...more);
    expect(personal).toMatchObject({ name: "Phone", access: "write", user_id: expect.any(Number) });
    const invitation = await run("invitation", "create", "--account", "Acme", "--email", "Bo@motorpool.test", "--days", "2");
    expect(invitation).toMatchObject({ email: "bo@motorpool.test", expires_at: "2026-03-22T12:00:00.000Z", account_id: account.id });
    expect(looksLikeToken("invitation", invitation.token)).toBe(true);
    const lists = `${await print("token", "list")}${await print("invitation", "list", "--json")}`;
    expect(lists).not.toMatch(new RegExp(`${key.token.slice(8, -4)}|${personal.token.slice(8, -4)}|${invitation.token.slice(8, -4)}`));
    expect(lists).toMatch(/kind +user_id +family +access +name/);
    expect(await run("token", "revoke", String(key.id))).toMatchObject({ revoked_at: now.toISOString() });
    expect(await run("invitation", "revoke", String(invitation.id))).toMatchObject({ revoked_at: now.toISOString() });
    expect(await run("account", "change", "Acme", "--registration", "open")).toMatchObject({ registration: "open" });
    expect(await run("account", "change", "--account", "Acme", "--registration", "invited")).toMatchObject({ registration: "invited" });
  });

  it("manages people and takes back assignments", async () => {
    await run("account", "create", "--name", "Acme");
    const user = (email: string, role: string) =>
      run("user", "create", "--email", email, "--password", password, "--role", role, "--account", "Acme");
    await user("ann@motorpool.test", "owner");
    await user("bo@motorpool.test", "viewer");
    await run("user", "set-role", "bo@motorpool.test", "--role", "driver");
    await run("user", "disable", "--user", "bo@motorpool.test");
    expect(await run("user", "list")).toMatchObject([{ role: "owner" }, { role: "driver", disabled_at: now.toISOString() }]);
    await run("user", "enable", "bo@motorpool.test");
    await run("user", "set-password", "bo@motorpool.test", "--password", "-");
    await run("account", "create", "--name", "Other");
    await run("user", "add", "--email", "bo@motorpool.test", "--role", "viewer", "--account", "Other");
    await expect(run("user", "disable", "bo@motorpool.test")).rejects.toMatchObject({ code: "conflict" });
    await run("user", "remove", "bo@motorpool.test", "--account", "Other");
    expect(await run("user", "list")).toHaveLength(2);
    await run("vehicle", "create", "--account", "Acme", "--name", "Golf");
    await run("driver", "create", "--account", "Acme", "--name", "Bo");
    await run("driver", "update", "--driver", "Bo", "--user", "bo@motorpool.test");
    const { id } = await run("assign", "--driver", "Bo", "--vehicle", "Golf");
    await run("assign", "end", String(id));
    expect(await run("assign", "list")).toMatchObject([{ valid_to: now.toISOString() }]);
    await run("assign", "end", "--assignment", String(id), "--never");
    expect(await run("assign", "list")).toEqual([]);
    expect(await run("vehicle", "update", "--vehicle", "Golf", "--plate", "W-2")).toMatchObject({ plate: "W-2" });
  });

  it("asks for an id where a name is not enough", async () => {
    for (const name of ["Acme", "Other"]) {
      await run("account", "create", "--name", name);
      await run("vehicle", "create", "--account", name, "--name", "Golf");
    }
    await expect(run("device", "create", "--serial", "OBD-7", "--vehicle", "Golf")).rejects.toMatchObject({ code: "conflict" });
    expect(await run("device", "create", "--serial", "OBD-7", "--vehicle", "Golf", "--account", "Other")).toMatchObject({
      serial: "OBD-7",
    });
  });

  it.each([
    ["an account that is not there", ["vehicle", "create", "--account", "Nobody", "--name", "Golf"], "not_found"],
    ["a name that is taken", ["account", "create", "--name", "Acme"], "conflict"],
    ["a year that is none", ["vehicle", "create", "--account", "Acme", "--name", "Golf", "--year", "MMXX"], "commander.invalidArgument"],
    ["a wrong VIN", ["vehicle", "create", "--account", "Acme", "--name", "Golf", "--vin", "123"], "bad_request"],
    [
      "a wrong role",
      ["user", "create", "--email", "a@b.test", "--password", password, "--role", "king", "--account", "Acme"],
      "commander.invalidArgument",
    ],
    ["a time without a zone", ["assign", "--driver", "Ann", "--vehicle", "Golf", "--from", "2026-03-01T08:00"], "not_found"],
    ["no vehicle", ["device", "create", "--serial", "OBD-7"], "commander.missingMandatoryOptionValue"],
    ["an unknown option", ["account", "list", "--colour"], "commander.unknownOption"],
    ["an unknown noun", ["fleet", "list"], "commander.unknownCommand"],
    ["a key for no API", ["token", "create", "--family", "x", "--account", "Acme"], "commander.invalidArgument"],
    ["a scope that is none", ["token", "create", "--family", "carnot", "--account", "Acme", "--scope", "all"], "commander.invalidArgument"],
    ["an invitation for ever", ["invitation", "create", "--account", "Acme", "--days", "1000"], "bad_request"],
    ["an invitation that is not there", ["invitation", "revoke", "7"], "not_found"],
    ["nothing to revoke", ["token", "revoke"], "commander.invalidArgument"],
  ])("refuses %s", async (_, args, code) => {
    await run("account", "create", "--name", "Acme");
    await expect(run(...args)).rejects.toMatchObject({ code });
  });

  it("creates geofences, west of Greenwich too, and refuses what is none", async () => {
    await run("account", "create", "--name", "Acme");
    const place = ["--account", "Acme", "--name", "Depot", "--lat", "41.88", "--lon", "-87.63"];
    const made = await run("geofence", "create", ...place, "--radius", "300");
    expect(made).toMatchObject({ name: "Depot", kind: "circle", lat: 41.88, lon: -87.63, radius_m: 300 });
    expect(await run("geofence", "list")).toEqual([made]);
    await expect(print("geofence", "create", ...place, "--radius", "1")).rejects.toThrow("radiusM");
  });
});

describe("the admin process", () => {
  it("prints one JSON value on standard output, and takes a password from standard input", async () => {
    const account = await start(["account", "create", "--name", "Acme", "--json"]);
    expect(account).toMatchObject({ code: 0, stderr: "" });
    const { id } = JSON.parse(account.stdout);
    const args = [
      "user",
      "create",
      "--email",
      "ann@motorpool.test",
      "--password",
      "-",
      "--role",
      "owner",
      "--account",
      String(id),
      "--json",
    ];
    const user = await start(args, `${password}\n`);
    expect(JSON.parse(user.stdout)).toMatchObject({ email: "ann@motorpool.test" });
    const link = await start(["setup", "link", "--json"]);
    expect(link).toMatchObject({ code: 1, stdout: "", stderr: "There are users already: an owner can add others.\n" });
  });

  it("prints the setup link of a new installation, and tables for people", async () => {
    const link = await start(["setup", "link", "--json"]);
    expect(JSON.parse(link.stdout).url).toMatch(/^http:\/\/localhost:3000\/setup\?token=mps_\w{49}$/);
    expect(await start(["account", "list"])).toMatchObject({ code: 0, stdout: "None.\n" });
    await start(["account", "create", "--name", "Acme"]);
    expect((await start(["account", "list"])).stdout).toMatch(/^id {2}name {2}time_zone .*\n1 {3}Acme {2}UTC /);
  });

  it("explains itself without a database, and tells wrong usage (2) from what cannot be done (1)", async () => {
    const help = await start(["device", "create", "--help"]);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toContain("--serial <serial>");
    expect(await start(["device", "create"])).toMatchObject({ code: 2, stdout: "" });
    const missing = await start(["device", "create", "--serial", "X", "--vehicle", "nothing"]);
    expect(missing).toMatchObject({ code: 1, stdout: "", stderr: 'There is no vehicle "nothing". See them with: vehicle list\n' });
  });
});
