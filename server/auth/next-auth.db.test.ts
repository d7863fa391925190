import { scryptSync } from "node:crypto";
import NextAuth from "next-auth";
import { decode } from "next-auth/jwt";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { listAuditEntries } from "#db/queries/audit-log.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertUser } from "#db/test-factories.ts";
import { removeMember, setRole } from "#server/commands/memberships.ts";
import { changePassword, setUserDisabled, signOutEverywhere } from "#server/commands/users.ts";
import { occupyHashing } from "./fixtures/occupy-hashing.ts";
import { identify } from "./identify.ts";
import { type AuthDeps, createAuthOptions } from "./next-auth.ts";
import { scopeForUser, systemScope } from "./scope.ts";
import { absoluteLimitS } from "./session-limits.ts";

const origin = "https://motorpool.test";
const password = "a phrase for tests";
const salt = Buffer.from("0123456789abcdef");
/** Today's parameters, so that signing in does not hash again. */
const passwordHash = `scrypt$N=131072,r=8,p=1$${salt.toString("base64")}$${scryptSync(password, salt, 32, { N: 2 ** 17, maxmem: 2 ** 28 }).toString("base64")}`;

let database: TestDatabase;
let deps: Omit<AuthDeps, "network">;
let networks = 0;
/** Stands still, so that no wait runs out while passwords are hashed. */
const startedAt = new Date();
beforeAll(async () => {
  vi.stubEnv("NEXTAUTH_URL", origin);
  database = await createTestDatabase();
  const log = pino({ level: "silent" });
  deps = { db: database.orm, now: () => startedAt, secret: "a secret of the tests, long enough", secureCookies: true, log };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
});

interface Answer {
  cookies: string[];
  /** The body, as next-auth gave it. */
  body: Record<string, string>;
}

interface Asked {
  cookies: Record<string, string>;
  network: string;
  fields: object;
}

/** Asks next-auth as Next's API routes do. */
async function ask(method: "GET" | "POST", path: string, { cookies, network, fields }: Asked): Promise<Answer> {
  const answer: Answer = { cookies: [], body: {} };
  const response = {
    status: () => response,
    getHeader: () => answer.cookies,
    setHeader: (name: string, value: string[]) => {
      if (name === "Set-Cookie") answer.cookies = value;
      return response;
    },
    json: (body: Answer["body"]) => Object.assign(answer.body, body),
    send: (body: Answer["body"]) => Object.assign(answer.body, body),
    end: () => response,
  };
  const request = { method, query: { nextauth: path.split("/") }, cookies, headers: {}, body: fields };
  await NextAuth(createAuthOptions({ ...deps, network }))(request, response);
  return answer;
}

/** A browser's cookies over some requests. */
function createBrowser() {
  const network = `198.51.100.${++networks}`;
  const jar = new Map<string, string>();
  const cookieHeader = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  async function send(method: "GET" | "POST", path: string, fields: object = {}): Promise<Answer> {
    const answer = await ask(method, path, { cookies: Object.fromEntries(jar), network, fields });
    for (const cookie of answer.cookies) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") jar.delete(name);
      else jar.set(name, decodeURIComponent(value));
    }
    return answer;
  }
  async function post(path: string, fields: object): Promise<Answer> {
    const { body } = await send("GET", "csrf");
    return send("POST", path, { ...fields, csrfToken: body["csrfToken"], json: "true" });
  }
  const signIn = (email: string, typed = password) => post("callback/credentials", { email, password: typed });
  return { send, post, jar, cookieHeader, signIn, network };
}

async function signInAs(role: "owner" | "viewer" = "viewer") {
  const { id: accountId } = await insertAccount(database.orm);
  const user = await insertUser(database.orm, accountId, role, { passwordHash });
  const browser = createBrowser();
  await browser.signIn(user.email);
  return { accountId, user, browser, who: () => identify(deps, browser.cookieHeader()) };
}

describe("signing in", () => {
  it("sets a __Host- cookie that names the session and holds nothing to read", async () => {
    const { accountId, user, browser, who } = await signInAs();
    expect([...browser.jar.keys()].sort()).toEqual(["__Host-motorpool.callback", "__Host-motorpool.csrf", "__Host-motorpool.session"]);
    expect(browser.jar.get("__Host-motorpool.session")).not.toContain(user.email);
    const { name, email } = user;
    const session = { userId: user.id, accountId, role: "viewer", name, email, units: "metric", timeZone: null };
    const sessionId: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(await who()).toEqual({ session, scope: await scopeForUser(database.orm, user.id), sessionId });
  });

  it("marks its cookies secure, hidden from scripts and of this site", async () => {
    const { user } = await signInAs();
    const { cookies } = await createBrowser().signIn(user.email);
    const session = cookies.find((cookie) => cookie.startsWith("__Host-motorpool.session="));
    expect(session).toMatch(/; Path=\/; .*HttpOnly; Secure; SameSite=Lax/);
    expect(session).not.toContain("Domain");
  });

  it("makes a session of its own each time", async () => {
    const { user, browser } = await signInAs();
    const id = async () => {
      const token = await decode({ token: browser.jar.get("__Host-motorpool.session") ?? "", secret: deps.secret });
      return token?.["sessionId"];
    };
    const first = await id();
    await browser.signIn(user.email);
    expect(await id()).not.toBe(first);
  });

  it("answers a wrong password with CredentialsSignin and too many with the seconds to wait", async () => {
    const { user } = await signInAs();
    const browser = createBrowser();
    const redirects: string[] = [];
    for (let index = 0; index < 7; index++) redirects.push((await browser.signIn(user.email, "wrong")).body["url"] ?? "");
    expect(redirects[0]).toContain("error=CredentialsSignin");
    expect(redirects[6]).toContain(`error=${encodeURIComponent("RateLimited:1")}`);
    expect(await identify(deps, browser.cookieHeader())).toBeNull();
  });

  it("answers Busy with the seconds to wait while too many passwords are being hashed", async () => {
    const { user } = await signInAs();
    const browser = createBrowser();
    const release = occupyHashing();
    expect((await browser.signIn(user.email)).body["url"]).toContain(`error=${encodeURIComponent("Busy:5")}`);
    await release();
    expect(await identify(deps, browser.cookieHeader())).toBeNull();
  });

  it("needs the token of a form of ours", async () => {
    const { user } = await signInAs();
    const browser = createBrowser();
    await browser.send("GET", "csrf");
    await browser.send("POST", "callback/credentials", { email: user.email, password, csrfToken: "forged", json: "true" });
    expect(await identify(deps, browser.cookieHeader())).toBeNull();
  });
});

describe("the audit log", () => {
  it("has who signed in and out, and from which network", async () => {
    const { accountId, user, browser } = await signInAs("owner");
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
    const { browser, who } = await signInAs();
    const copy = browser.cookieHeader();
    expect(await identify(deps, copy)).not.toBeNull();
    await browser.post("signout", {});
    expect(browser.jar.has("__Host-motorpool.session")).toBe(false);
    expect(await who()).toBeNull();
    expect(await identify(deps, copy)).toBeNull();
  });

  it("with all others of the person, and leaves other people's alone", async () => {
    const ann = await signInAs();
    const elsewhere = createBrowser();
    await elsewhere.signIn(ann.user.email);
    const bo = await signInAs();
    await signOutEverywhere(deps, await scopeForUser(database.orm, ann.user.id));
    expect(await ann.who()).toBeNull();
    expect(await identify(deps, elsewhere.cookieHeader())).toBeNull();
    expect(await bo.who()).not.toBeNull();
    // next-auth agrees, and takes the cookie away.
    await ann.browser.send("GET", "session");
    expect(ann.browser.jar.has("__Host-motorpool.session")).toBe(false);
  });

  it("when the password changes, the user is disabled, or leaves the account", async () => {
    const changed = await signInAs();
    const own = await scopeForUser(database.orm, changed.user.id);
    await changePassword(deps, own, { currentPassword: password, newPassword: "another phrase" });
    expect(await changed.who()).toBeNull();
    const disabled = await signInAs();
    await setUserDisabled(deps, systemScope(disabled.accountId, "test"), { userId: disabled.user.id, disabled: true });
    expect(await disabled.who()).toBeNull();
    const removed = await signInAs();
    await removeMember(deps, systemScope(removed.accountId, "test"), { userId: removed.user.id });
    expect(await removed.who()).toBeNull();
  });

  it("thirty days after the sign-in, however much it is used", async () => {
    const { browser } = await signInAs();
    const later = (seconds: number) => ({ ...deps, now: () => new Date(startedAt.getTime() + seconds * 1000) });
    expect(await identify(later(absoluteLimitS - 60), browser.cookieHeader())).not.toBeNull();
    expect(await identify(later(absoluteLimitS + 60), browser.cookieHeader())).toBeNull();
  });
});

describe("a session shows", () => {
  it("another role at the next request", async () => {
    const { accountId, user, who } = await signInAs();
    await setRole(deps, systemScope(accountId, "test"), { userId: user.id, role: "manager" });
    expect(await who()).toMatchObject({ session: { role: "manager" }, scope: { actor: { role: "manager" } } });
  });

  it("nothing for a cookie that is missing, broken or of another secret", async () => {
    const { browser } = await signInAs();
    expect(await identify(deps, null)).toBeNull();
    expect(await identify(deps, "__Host-motorpool.session=nonsense")).toBeNull();
    expect(await identify({ ...deps, secret: `${deps.secret}!` }, browser.cookieHeader())).toBeNull();
    expect(await identify({ ...deps, secureCookies: false }, browser.cookieHeader())).toBeNull();
  });
});
