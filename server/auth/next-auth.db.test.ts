import { decode } from "next-auth/jwt";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { listAuditEntries } from "#db/queries/accounts/audit-log.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { removeMember, setRole } from "#server/commands/accounts/memberships.ts";
import { changePassword, setUserDisabled, signOutEverywhere } from "#server/commands/accounts/users.ts";
import { occupyHashing } from "./fixtures/occupy-hashing.ts";
import { createBrowser, testPassword as password, signInAs, type TestAuthDeps } from "./fixtures/test-browser.ts";
import { identify } from "./identify.ts";
import { scopeForUser, systemScope } from "./scope.ts";
import { absoluteLimitS } from "./session-limits.ts";

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

describe("signing in", () => {
  it("sets a __Host- cookie that names the session and holds nothing to read", async () => {
    const { accountId, user, browser, who } = await signInAs(deps);
    const names = ["browser", "callback", "csrf", "session"];
    expect([...browser.jar.keys()].sort()).toEqual(names.map((name) => `__Host-motorpool.${name}`));
    expect(browser.jar.get("__Host-motorpool.session")).not.toContain(user.email);
    const { name, email } = user;
    const session = { userId: user.id, accountId, role: "viewer", name, email, units: "metric", timeZone: null };
    const sessionId: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(await who()).toEqual({ session, scope: await scopeForUser(database.orm, user.id), sessionId });
  });

  it("marks its cookies secure, hidden from scripts and of this site", async () => {
    const { user } = await signInAs(deps);
    const { cookies } = await createBrowser(deps).signIn(user.email);
    for (const name of ["session", "browser"]) {
      const cookie = cookies.find((one) => one.startsWith(`__Host-motorpool.${name}=`));
      for (const attribute of ["; Path=/", "; HttpOnly", "; Secure", "; SameSite=Lax"]) expect(cookie).toContain(attribute);
      expect(cookie).not.toContain("Domain");
    }
  });

  it("makes a session of its own each time", async () => {
    const { user, browser } = await signInAs(deps);
    const id = async () => {
      const token = await decode({ token: browser.jar.get("__Host-motorpool.session") ?? "", secret: deps.secret });
      return token?.["sessionId"];
    };
    const first = await id();
    await browser.signIn(user.email);
    expect(await id()).not.toBe(first);
  });

  it("answers a wrong password with CredentialsSignin, and too many of one network with the seconds to wait", async () => {
    const { user } = await signInAs(deps);
    const browser = createBrowser(deps);
    const redirects: string[] = [];
    for (let index = 0; index < 22; index++) redirects.push((await browser.signIn(user.email, "wrong")).body["url"] ?? "");
    expect(redirects[0]).toContain("error=CredentialsSignin");
    expect(redirects[6]).toContain("error=CredentialsSignin");
    expect(redirects[21]).toContain(`error=${encodeURIComponent("RateLimited:1")}`);
    expect(await identify(deps, browser.cookieHeader())).toBeNull();
  });

  it("answers Busy with the seconds to wait while too many passwords are being hashed", async () => {
    const { user } = await signInAs(deps);
    const browser = createBrowser(deps);
    const release = occupyHashing();
    expect((await browser.signIn(user.email)).body["url"]).toContain(`error=${encodeURIComponent("Busy:5")}`);
    await release();
    expect(await identify(deps, browser.cookieHeader())).toBeNull();
  });

  it("needs the token of a form of ours", async () => {
    const { user } = await signInAs(deps);
    const browser = createBrowser(deps);
    await browser.send("GET", "csrf");
    await browser.send("POST", "callback/credentials", { email: user.email, password, csrfToken: "forged", json: "true" });
    expect(await identify(deps, browser.cookieHeader())).toBeNull();
  });
});

describe("the audit log", () => {
  it("has who signed in and out, and from which network", async () => {
    const { accountId, user, browser } = await signInAs(deps, "owner");
    await browser.post("signout", {});
    const entries = await listAuditEntries(database.orm, await scopeForUser(database.orm, user.id, accountId), { limit: 10 });
    const about = { actorKind: "user", actorId: user.id, actorName: user.email, origin: "web", network: browser.network, keyName: null };
    expect(entries).toMatchObject([
      { ...about, action: "session.signed_out" },
      { ...about, action: "session.signed_in" },
    ]);
  });
});

describe("a session ends", () => {
  it("by signing out, also for a copy of its cookie", async () => {
    const { browser, who } = await signInAs(deps);
    const copy = browser.cookieHeader();
    expect(await identify(deps, copy)).not.toBeNull();
    await browser.post("signout", {});
    expect(browser.jar.has("__Host-motorpool.session")).toBe(false);
    expect(await who()).toBeNull();
    expect(await identify(deps, copy)).toBeNull();
  });

  it("with all others of the person, and leaves other people's alone", async () => {
    const ann = await signInAs(deps);
    const elsewhere = createBrowser(deps);
    await elsewhere.signIn(ann.user.email);
    const bo = await signInAs(deps);
    await signOutEverywhere(deps, await scopeForUser(database.orm, ann.user.id));
    expect(await ann.who()).toBeNull();
    expect(await identify(deps, elsewhere.cookieHeader())).toBeNull();
    expect(await bo.who()).not.toBeNull();
    // next-auth agrees, and takes the cookie away.
    await ann.browser.send("GET", "session");
    expect(ann.browser.jar.has("__Host-motorpool.session")).toBe(false);
  });

  it("when the password changes, the user is disabled, or leaves the account", async () => {
    const changed = await signInAs(deps);
    const own = await scopeForUser(database.orm, changed.user.id);
    await changePassword(deps, own, { currentPassword: password, newPassword: "another phrase" });
    expect(await changed.who()).toBeNull();
    const disabled = await signInAs(deps);
    await setUserDisabled(deps, systemScope(disabled.accountId, "test"), { userId: disabled.user.id, disabled: true });
    expect(await disabled.who()).toBeNull();
    const removed = await signInAs(deps);
    await removeMember(deps, systemScope(removed.accountId, "test"), { userId: removed.user.id });
    expect(await removed.who()).toBeNull();
  });

  it("thirty days after the sign-in, however much it is used", async () => {
    const { browser } = await signInAs(deps);
    const later = (seconds: number) => ({ ...deps, now: () => new Date(startedAt.getTime() + seconds * 1000) });
    expect(await identify(later(absoluteLimitS - 60), browser.cookieHeader())).not.toBeNull();
    expect(await identify(later(absoluteLimitS + 60), browser.cookieHeader())).toBeNull();
  });
});

describe("a session shows", () => {
  it("another role at the next request", async () => {
    const { accountId, user, who } = await signInAs(deps);
    await setRole(deps, systemScope(accountId, "test"), { userId: user.id, role: "manager" });
    expect(await who()).toMatchObject({ session: { role: "manager" }, scope: { actor: { role: "manager" } } });
  });

  it("nothing for a cookie that is missing, broken or of another secret", async () => {
    const { browser } = await signInAs(deps);
    expect(await identify(deps, null)).toBeNull();
    expect(await identify(deps, "__Host-motorpool.session=nonsense")).toBeNull();
    expect(await identify({ ...deps, secret: `${deps.secret}!` }, browser.cookieHeader())).toBeNull();
    expect(await identify({ ...deps, secureCookies: false }, browser.cookieHeader())).toBeNull();
  });
});
