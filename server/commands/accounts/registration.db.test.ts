import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findDriver } from "#db/queries/accounts/drivers.ts";
import { listInvitations } from "#db/queries/accounts/invitations.ts";
import { findMember } from "#db/queries/accounts/members.ts";
import { findCredentials } from "#db/queries/accounts/users.ts";
import { listTokens } from "#db/queries/apps/tokens.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertDriver, insertUser } from "#db/test-factories.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import { keyScope, systemScope } from "#server/auth/scope.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { countHashing } from "#server/commands/fixtures/count-hashing.ts";
import { AppError } from "#server/domain/errors.ts";
import { logIn, logOut } from "./api-logins.ts";
import { changeAccountRegistration, createInvitation, registerUser, revokeInvitation } from "./registration.ts";
import { changePassword } from "./users.ts";

const password = "a phrase for tests";
let database: TestDatabase;
let passwordHash: string;
let now: Date;
let counter = 0;
let deps: CommandDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = { db: database.orm, now: () => now };
  passwordHash = await hashPassword(password);
});
afterAll(() => database.drop());
beforeEach(() => {
  now = new Date("2026-03-20T12:00:00Z");
});

async function createFleet(registration: "open" | "invited" = "invited") {
  const { id: accountId } = await insertAccount(deps.db, { registration });
  const system = systemScope(accountId, "test");
  return {
    accountId,
    system,
    program: keyScope(accountId, 1, "read"),
    invite: (email?: string) => createInvitation(deps, system, { email }),
  };
}

/** A person nobody knows yet, on a network of their own. */
const person = () => {
  const name = `Person ${++counter}`;
  return { family: "carnot", email: `p${counter}@motorpool.test`, password, name, network: name } as const;
};

const codeOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => "ok",
    (error: unknown) => {
      if (error instanceof AppError) return error.code;
      throw error;
    },
  );

describe("registering", () => {
  it("where the account is open makes a user, a driver and a login", async () => {
    const { accountId, system, program } = await createFleet("open");
    const args = { ...person(), email: " Ann@Motorpool.test", phone: "+43 1 234" };
    const { token, email, driverId } = await registerUser(deps, program, args);
    expect([token, email]).toEqual([expect.stringMatching(/^[0-9a-f]{40}$/), "ann@motorpool.test"]);
    const user = await findCredentials(deps.db, "ann@motorpool.test");
    expect(await findMember(deps.db, user?.userId ?? 0)).toMatchObject({ accountId, role: "driver", driverIds: [driverId] });
    expect(await findDriver(deps.db, system, driverId ?? 0)).toMatchObject({ name: args.name, phone: "+43 1 234" });
    expect(await listTokens(deps.db, system)).toMatchObject([{ kind: "login", family: "carnot", userId: user?.userId }]);
    expect(await logIn(deps, program, { family: "carnot", email, password, network: args.network })).toMatchObject({ driverId });
  });

  it("elsewhere needs an invitation, which is good once", async () => {
    const { program, invite, system } = await createFleet();
    expect(await codeOf(registerUser(deps, program, person()))).toBe("forbidden");
    const { token: invitation } = await invite();
    expect(await codeOf(registerUser(deps, program, { ...person(), invitation }))).toBe("ok");
    expect(await codeOf(registerUser(deps, program, { ...person(), invitation }))).toBe("forbidden");
    expect(await listInvitations(deps.db, system)).toMatchObject([{ usedAt: now, revokedAt: null }]);
    await changeAccountRegistration(deps, system, { registration: "open" });
    expect(await codeOf(registerUser(deps, program, person()))).toBe("ok");
  });

  it("is refused with an invitation that is mistyped, expired, revoked, another address's or another account's", async () => {
    const { program, invite, system } = await createFleet();
    const fixed = await invite("bo@motorpool.test");
    const attempt = (invitation: string, email?: string) =>
      codeOf(registerUser(deps, program, { ...person(), invitation, ...(email !== undefined && { email }) }));
    expect(await attempt(`${fixed.token}x`)).toBe("forbidden");
    expect(await attempt(fixed.token)).toBe("forbidden");
    expect(await attempt((await (await createFleet()).invite()).token)).toBe("forbidden");
    const revoked = await invite();
    await revokeInvitation(deps, system, { invitationId: revoked.id });
    expect(await attempt(revoked.token)).toBe("forbidden");
    const expired = await invite();
    now = expired.expiresAt;
    expect(await attempt(expired.token)).toBe("forbidden");
    now = new Date(expired.expiresAt.getTime() - 1);
    expect(await attempt(expired.token)).toBe("ok");
    expect(await attempt(fixed.token, "BO@motorpool.test")).toBe("ok");
  });

  it("with one invitation twice at once succeeds once", async () => {
    const { program, invite } = await createFleet();
    const { token: invitation } = await invite();
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => codeOf(registerUser(deps, program, { ...person(), invitation }))));
    expect(outcomes.sort()).toEqual(["forbidden", "forbidden", "forbidden", "ok"]);
  });

  it("with an address that has a user is refused after the same work, and leaves the invitation good", async () => {
    const { program, invite, accountId } = await createFleet();
    const { token: invitation } = await invite();
    const { email } = await insertUser(deps.db, accountId, "viewer");
    let [taken, free] = ["", ""];
    const work = [
      await countHashing(async () => {
        taken = await codeOf(registerUser(deps, program, { ...person(), email, invitation }));
      }),
      await countHashing(async () => {
        free = await codeOf(registerUser(deps, program, { ...person(), invitation }));
      }),
    ];
    expect([taken, free]).toEqual(["conflict", "ok"]);
    expect(work).toEqual([1, 1]);
  });

  it("checks password, name and telephone number, and hashes nothing for who is not welcome", async () => {
    const { program, invite } = await createFleet();
    const { token: invitation } = await invite();
    for (const wrong of [{ password: "1234567" }, { password: "password1" }, { name: " " }, { name: "a\u0000b" }, { phone: "call me" }]) {
      expect(await codeOf(registerUser(deps, program, { ...person(), invitation, ...wrong }))).toBe("bad_request");
    }
    expect(await countHashing(() => codeOf(registerUser(deps, program, person())))).toBe(0);
  });

  it("again and again with one address has to wait, and keeps nobody else waiting", async () => {
    const { program, accountId } = await createFleet("open");
    const { email } = await insertUser(deps.db, accountId, "viewer");
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => codeOf(registerUser(deps, program, { ...person(), email }))));
    expect(outcomes.filter((code) => code === "rate_limited")).toHaveLength(2);
    expect(await codeOf(registerUser(deps, program, person()))).toBe("ok");
  });
});

describe("signing in", () => {
  const credentials = (email: string, typed = password) =>
    ({ family: "carnot", email, password: typed, network: `network ${++counter}` }) as const;

  it("is for the account of the program that asks", async () => {
    const { accountId, program } = await createFleet();
    const other = await createFleet();
    const viewer = await insertUser(deps.db, accountId, "viewer", { passwordHash });
    await insertDriver(deps.db, other.accountId, { userId: viewer.id });
    expect(await logIn(deps, program, credentials(viewer.email))).toMatchObject({ email: viewer.email, driverId: null });
    expect(await codeOf(logIn(deps, other.program, credentials(viewer.email)))).toBe("unauthorized");
  });

  it("is refused alike, after the same work, for an unknown address, a wrong password, a disabled user and a stranger", async () => {
    const { accountId, program } = await createFleet();
    const good = await insertUser(deps.db, accountId, "driver", { passwordHash });
    const disabled = await insertUser(deps.db, accountId, "driver", { passwordHash, disabledAt: now });
    const stranger = await insertUser(deps.db, (await createFleet()).accountId, "owner", { passwordHash });
    const tries = [
      credentials("nobody@motorpool.test"),
      credentials(good.email, "wrong phrase"),
      credentials(disabled.email),
      credentials(stranger.email),
      credentials(""),
    ];
    const messages = new Set<unknown>();
    for (const attempt of tries) {
      const work = await countHashing(async () =>
        messages.add(await logIn(deps, program, attempt).catch((error: AppError) => error.message)),
      );
      expect(work).toBe(1);
    }
    expect([...messages]).toEqual(["The e-mail address or the password is not right."]);
    expect(await countHashing(() => logIn(deps, program, credentials(good.email)))).toBe(1);
  });

  it("is refused like a wrong password where an address has to wait, after the same work", async () => {
    const { accountId, program } = await createFleet();
    const { email } = await insertUser(deps.db, accountId, "driver", { passwordHash });
    for (let attempt = 0; attempt < 6; attempt++) await codeOf(logIn(deps, program, credentials(email, "wrong phrase")));
    const outcomes: string[] = [];
    const work = [credentials(email, "wrong phrase"), credentials(email)].map((given) => async () => {
      outcomes.push(await codeOf(logIn(deps, program, given)));
    });
    for (const attempt of work) expect(await countHashing(attempt)).toBe(1);
    expect(outcomes).toEqual(["unauthorized", "unauthorized"]);
  });

  it("keeps fifty logins, none that ended or was idle for 90 days, and ends them all with the password", async () => {
    const { accountId, program, system } = await createFleet();
    const user = await insertUser(deps.db, accountId, "driver", { passwordHash });
    const logins = async () => (await listTokens(deps.db, system)).filter(({ revokedAt }) => revokedAt === null);
    const row = { account_id: accountId, kind: "login", user_id: user.id, family: "carnot", name: "login", hint: "" };
    const rows = Array.from({ length: 52 }, (_, index) => ({ ...row, hash: `${accountId}/${index}`, created_at: now }));
    await database.sql`insert into tokens ${database.sql(rows)}`;
    const ended = await logIn(deps, program, credentials(user.email));
    expect(await logins()).toHaveLength(50);
    await logOut(deps, program, { token: ended.token });
    expect(await codeOf(logOut(deps, program, { token: ended.token }))).toBe("unauthorized");
    now = new Date("2026-07-01T12:00:00Z");
    await logIn(deps, program, credentials(user.email));
    expect(await listTokens(deps.db, system)).toHaveLength(1);
    const own = { actor: { kind: "user", userId: user.id, role: "driver" }, accountId, driverIds: [] } as const;
    await changePassword(deps, own, { currentPassword: password, newPassword: "another phrase" });
    expect(await logins()).toEqual([]);
  });

  it("is not ended by a program of another account", async () => {
    const { accountId, program } = await createFleet();
    const user = await insertUser(deps.db, accountId, "driver", { passwordHash });
    const { token } = await logIn(deps, program, credentials(user.email));
    expect(await codeOf(logOut(deps, (await createFleet()).program, { token }))).toBe("unauthorized");
    expect(await codeOf(logOut(deps, program, { token }))).toBe("ok");
  });
});
