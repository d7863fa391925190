import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { signOutEverywhere } from "#server/commands/accounts/users.ts";
import { createBrowser, signInAs, type TestAuthDeps } from "./fixtures/test-browser.ts";
import { scopeForUser } from "./scope.ts";

let database: TestDatabase;
let deps: TestAuthDeps;
/** Stands still, so that no wait runs out while passwords are hashed. */
const startedAt = new Date();
beforeAll(async () => {
  vi.stubEnv("NEXTAUTH_URL", "https://motorpool.test");
  database = await createTestDatabase();
  const log = pino({ level: "silent" });
  deps = { db: database.orm, now: () => startedAt, secret: "a secret of the tests, long enough", secureCookies: true, log };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
});

describe("while others guess a person's password from ever new networks", () => {
  async function attack(email: string, guesses = 8) {
    const answers: string[] = [];
    for (let guess = 0; guess < guesses; guess++) answers.push((await createBrowser(deps).signIn(email, "a guess")).body["url"] ?? "");
    return answers;
  }

  it("a browser that the person signed in with before gets in, after signing out too", async () => {
    const { user, browser, who } = await signInAs(deps);
    await browser.post("signout", {});
    await attack(user.email);
    await browser.signIn(user.email);
    expect(await who()).not.toBeNull();
    await attack(user.email, 2);
    await browser.signIn(user.email);
    expect(await who()).not.toBeNull();
  });

  it("nobody hears that the address has to wait, whether it is somebody's or nobody's, nor whether the password was right", async () => {
    const { user } = await signInAs(deps);
    const known = await attack(user.email);
    const unknown = await attack("nobody-at-all@motorpool.test");
    const right = (await createBrowser(deps).signIn(user.email)).body["url"];
    for (const url of [...known, ...unknown, right]) expect(url).toContain("error=CredentialsSignin");
  });

  it("the cookie counts no more once the password is changed or all sessions are ended, nor for anybody else", async () => {
    const changed = await signInAs(deps);
    const own = await scopeForUser(database.orm, changed.user.id);
    await signOutEverywhere(deps, own);
    await attack(changed.user.email);
    await changed.browser.signIn(changed.user.email);
    expect(await changed.who()).toBeNull();
    const ann = await signInAs(deps);
    const bo = await signInAs(deps);
    await attack(bo.user.email);
    await ann.browser.signIn(bo.user.email);
    expect(await ann.who()).toMatchObject({ session: { userId: ann.user.id } });
    // A session is no such cookie, and one of another secret is none.
    bo.browser.jar.set("__Host-motorpool.browser", bo.browser.jar.get("__Host-motorpool.session") ?? "");
    expect((await bo.browser.signIn(bo.user.email)).body["url"]).toContain("error=CredentialsSignin");
  });

  it("a thief of the cookie guesses no faster than a stranger", async () => {
    const { user, browser } = await signInAs(deps);
    const answers: string[] = [];
    for (let guess = 0; guess < 7; guess++) answers.push((await browser.signIn(user.email, "a guess")).body["url"] ?? "");
    expect(answers[4]).toContain("error=CredentialsSignin");
    expect(answers[6]).toContain(encodeURIComponent("RateLimited:1"));
  });

  it("a browser that several people share is known to each", async () => {
    const ann = await signInAs(deps);
    const bo = await signInAs(deps);
    await ann.browser.signIn(bo.user.email);
    for (const { email, id } of [ann.user, bo.user]) {
      await attack(email);
      await ann.browser.signIn(email);
      expect(await ann.who()).toMatchObject({ session: { userId: id } });
    }
  });
});
