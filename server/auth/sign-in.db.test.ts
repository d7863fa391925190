import { randomUUID, scryptSync } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeTurn } from "#db/queries/accounts/sign-in-throttles.ts";
import { findCredentials } from "#db/queries/accounts/users.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertUser } from "#db/test-factories.ts";
import { countHashing } from "#server/commands/fixtures/count-hashing.ts";
import { occupyHashing } from "./fixtures/occupy-hashing.ts";
import { signIn } from "./sign-in.ts";
import { checkAttempt, forgiveAttempt } from "./throttle.ts";

const password = "a phrase for tests";
/** Hashed with weaker parameters than today's: quick, and outdated. */
const salt = Buffer.from("0123456789abcdef");
const weak = `scrypt$N=1024,r=8,p=1$${salt.toString("base64")}$${scryptSync(password, salt, 32, { N: 1024 }).toString("base64")}`;

let database: TestDatabase;
let nowMs: number;
const deps = () => ({ db: database.orm, now: () => new Date(nowMs) });
beforeEach(async () => {
  database = await createTestDatabase();
  nowMs = Date.UTC(2026, 2, 1);
});
afterEach(() => database.drop());

const attempt = (email: string, network = "203.0.113.7") => ({ email, network });

/** Whether an attempt of this address and network gets the turn of its own. */
const takesTurn = (name: string) => takeTurn(database.orm, name, { firstWaitS: 60, maxWaitS: 900, forgetAfterS: 86_400 }, new Date(nowMs));

/** Seconds to wait, or 0 when the attempt is admitted. */
async function waitOf(args: { email: string; network: string }): Promise<number> {
  return checkAttempt(deps(), args, async () => null).then(
    () => 0,
    (error: { retryAfterS: number }) => error.retryAfterS,
  );
}

describe("signing in", () => {
  it("takes the address in any case, and hashes an outdated password again", async () => {
    const { id: accountId } = await insertAccount(database.orm);
    const user = await insertUser(database.orm, accountId, "manager", { email: "ann@motorpool.test", passwordHash: weak });
    const signedIn = await signIn(deps(), { ...attempt(" Ann@Motorpool.test"), password });
    expect(signedIn).toEqual({ userId: user.id, accountId, sessionVersion: 1 });
    expect((await findCredentials(database.orm, "ann@motorpool.test"))?.passwordHash).toMatch(/^scrypt\$N=131072/);
    expect(await signIn(deps(), { ...attempt("ann@motorpool.test"), password })).toEqual(signedIn);
  });

  it("is refused alike for a wrong password, an unknown address, a disabled user and one without an account", async () => {
    const { id: accountId } = await insertAccount(database.orm);
    await insertUser(database.orm, accountId, "owner", { email: "ann@motorpool.test", passwordHash: weak });
    await insertUser(database.orm, accountId, "owner", { email: "off@motorpool.test", passwordHash: weak, disabledAt: new Date() });
    const alone = await insertUser(database.orm, accountId, "owner", { email: "alone@motorpool.test", passwordHash: weak });
    await database.sql`delete from memberships where user_id = ${alone.id}`;
    expect(await signIn(deps(), { ...attempt("ann@motorpool.test"), password: "wrong" })).toBeNull();
    for (const email of ["nobody@motorpool.test", "off@motorpool.test", "alone@motorpool.test", "", "x".repeat(100_000)]) {
      expect(await signIn(deps(), { ...attempt(email), password })).toBeNull();
    }
  });
});

describe("while too many passwords are being hashed", () => {
  it("is refused as busy, and the attempt does not count", async () => {
    const { id: accountId } = await insertAccount(database.orm);
    await insertUser(database.orm, accountId, "owner", { email: "ann@motorpool.test", passwordHash: weak });
    const release = occupyHashing();
    for (let tries = 0; tries < 12; tries++) {
      const busy = signIn(deps(), { ...attempt("ann@motorpool.test"), password });
      await expect(busy).rejects.toMatchObject({ code: "unavailable", retryAfterS: 5 });
    }
    await release();
    expect(await waitOf(attempt("ann@motorpool.test"))).toBe(0);
    expect(await signIn(deps(), { ...attempt("ann@motorpool.test"), password })).not.toBeNull();
  });
});

describe("the throttle of one address", () => {
  it("lets five failures be, then doubles the wait up to a minute, and never beyond", async () => {
    // Another network each time: guessing from many places.
    let networks = 0;
    const next = () => waitOf(attempt("ann@motorpool.test", `network ${++networks}`));
    for (let failure = 0; failure < 5; failure++) expect(await next()).toBe(0);
    for (const wait of [1, 2, 4, 8, 16, 32, 60, 60, 60]) {
      expect(await next()).toBe(0);
      expect(await next()).toBe(wait);
      // What is refused does not count: asking again makes nobody wait longer.
      expect(await next()).toBe(wait);
      nowMs += wait * 1000;
    }
  });

  it("forgets after a success, and a day after the last failure", async () => {
    for (let failure = 0; failure < 6; failure++) await waitOf(attempt("ann@motorpool.test"));
    expect(await waitOf(attempt("ann@motorpool.test"))).toBe(1);
    await forgiveAttempt(deps(), attempt("ann@motorpool.test"));
    expect(await waitOf(attempt("ann@motorpool.test"))).toBe(0);
    for (let failure = 0; failure < 8; failure++) await waitOf(attempt("bo@motorpool.test"));
    nowMs += 25 * 3600 * 1000;
    for (let failure = 0; failure < 5; failure++) expect(await waitOf(attempt("bo@motorpool.test"))).toBe(0);
  });

  it("lets no burst slip through", async () => {
    const waits = await Promise.all(Array.from({ length: 40 }, (_, index) => waitOf(attempt("ann@motorpool.test", `network ${index}`))));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(6);
  });

  it("does not mind parallel attempts that arrive in another order than they began", async () => {
    nowMs += 50;
    expect(await waitOf(attempt("ann@motorpool.test"))).toBe(0);
    await forgiveAttempt(deps(), attempt("ann@motorpool.test"));
    nowMs -= 50;
    expect(await waitOf(attempt("ann@motorpool.test"))).toBe(0);
    nowMs -= 50;
    expect(await waitOf(attempt("ann@motorpool.test"))).toBe(0);
  });

  it("keeps no address readable", async () => {
    await waitOf(attempt("ann@motorpool.test"));
    const rows = await database.sql`select key from sign_in_throttles`;
    expect(JSON.stringify(rows)).not.toContain("ann");
  });
});

describe("while others guess from ever new networks", () => {
  const email = "ann@motorpool.test";
  let networks = 0;
  /** A guess each second, each from another network. */
  async function guess(address: string, seconds: number) {
    for (let second = 0; second < seconds; second++) {
      nowMs += 1000;
      await signIn(deps(), { email: address, password: "a guess", network: `guesser ${++networks}` });
    }
  }
  beforeEach(async () => {
    const { id: accountId } = await insertAccount(database.orm);
    await insertUser(database.orm, accountId, "owner", { email, passwordHash: weak });
  });

  it("the person gets in from a new place after a minute, though the guessing goes on", async () => {
    await guess(email, 20);
    const own = () => signIn(deps(), { email, password, network: "home" });
    expect(await own()).toBeNull();
    await guess(email, 30);
    expect(await own()).toBeNull();
    await guess(email, 31);
    expect(await own()).not.toBeNull();
  });

  it("a network that comes back to guess waits longer each time, up to a quarter of an hour", async () => {
    await guess(email, 20);
    const waits: number[] = [];
    for (let turn = 0; turn < 6; turn++) {
      const askedMs = nowMs;
      while (!(await takesTurn(`${email} office`))) nowMs += 20_000;
      waits.push((nowMs - askedMs) / 1000);
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900]);
  });

  it("answers after the same work whether there is a wait or not, for addresses that exist and that do not", async () => {
    const work = (address: string) => countHashing(() => signIn(deps(), { email: address, password, network: `asker ${++networks}` }));
    const nobody = "nobody@motorpool.test";
    expect([await work(nobody), await countHashing(() => signIn(deps(), { ...attempt(email, "first"), password: "wrong" }))]).toEqual([
      1, 1,
    ]);
    await guess(nobody, 7);
    expect(await work(nobody)).toBe(1);
    await guess(email, 20);
    expect(await work(email)).toBe(1);
    expect(await signIn(deps(), { email, password, network: "another" })).toBeNull();
  });

  it("hashing for those who are known does not wait behind strangers", async () => {
    const user = await findCredentials(database.orm, email);
    const people = [{ userId: user?.userId ?? 0, version: 1 }];
    const release = occupyHashing();
    const known = signIn(deps(), { email, password, network: "home", browser: { browserId: randomUUID(), people } });
    expect(await known).not.toBeNull();
    await release();
  });
});

describe("the throttle of one network", () => {
  it("stops trying many addresses, and a success of its own does not reset it", async () => {
    for (let index = 0; index < 20; index++) expect(await waitOf(attempt(`user${index}@motorpool.test`))).toBe(0);
    await waitOf(attempt("own@motorpool.test"));
    await forgiveAttempt(deps(), attempt("own@motorpool.test"));
    expect(await waitOf(attempt("next@motorpool.test"))).toBe(0);
    expect(await waitOf(attempt("after@motorpool.test"))).toBe(1);
    expect(await waitOf(attempt("after@motorpool.test", "198.51.100.1"))).toBe(0);
  });
});
