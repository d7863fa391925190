import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertUser } from "#db/test-factories.ts";
import { scopeForUser } from "#server/auth/scope.ts";
import { looksLikeToken } from "#server/auth/tokens.ts";
import type { OpenApiDocument } from "#server/domain/apps/api-reference/reference.ts";
import type { Role } from "#server/domain/scope.ts";
import { createCallerFactory, type TrpcContext } from "#server/trpc/init.ts";
import { appRouter } from "#server/trpc/root.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const library: OpenApiDocument = {
  info: { title: "Library", version: "2", description: "Books.\n\nAnd more." },
  paths: { "/api/library/books": { get: { summary: "All books" } } },
};

/** A new member of the account and the screens' API as they see it. */
async function createMember(accountId: number, role: Role) {
  const user = await insertUser(database.orm, accountId, role);
  const context: TrpcContext = {
    deps: { db: database.orm, now: () => new Date("2026-03-02T18:00:00Z") },
    bus: { subscribe: () => () => {}, subscribeAll: () => () => {}, ready: async () => {} },
    apis: {
      publicUrl: "https://motorpool.example",
      names: ["library"],
      describe: async (name) => (name === "library" ? library : null),
    },
    identifyAgain: async () => null,
    session: { userId: user.id, accountId, role, name: user.name, email: user.email, units: "metric", timeZone: null },
    scope: await scopeForUser(database.orm, user.id, accountId),
  };
  return { user, api: createCallerFactory(appRouter)(context).developers };
}

const carnotKey = { name: "App", family: "carnot", access: "read", userId: null } as const;

describe("keys", () => {
  test("are made, shown once, listed and revoked by managers", async () => {
    const { id: accountId } = await insertAccount(database.orm);
    const { api } = await createMember(accountId, "manager");
    const { token, ...made } = await api.createKey(carnotKey);
    expect(looksLikeToken("api_key", token)).toBe(true);
    const listed = await api.listKeys();
    expect(listed).toEqual([{ ...made, serial: null, email: null }]);
    expect(JSON.stringify(listed)).not.toContain(token.slice(8, -4));
    await api.revokeKey({ tokenId: made.id });
    expect(await api.listKeys()).toEqual([]);
  });

  test("are nobody else's business", async () => {
    const { id: accountId } = await insertAccount(database.orm);
    const { api: manager } = await createMember(accountId, "manager");
    const { id: tokenId } = await manager.createKey(carnotKey);
    for (const role of ["driver", "viewer"] as const) {
      const { api } = await createMember(accountId, role);
      for (const call of [api.listKeys(), api.keyPeople(), api.createKey(carnotKey), api.revokeKey({ tokenId })]) {
        await expect(call).rejects.toMatchObject({ code: "FORBIDDEN" });
      }
    }
    const { api: stranger } = await createMember((await insertAccount(database.orm)).id, "owner");
    expect(await stranger.listKeys()).toEqual([]);
    await expect(stranger.revokeKey({ tokenId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("of a person can be made by those who may give the person's role, and by themselves", async () => {
    const { id: accountId } = await insertAccount(database.orm);
    const owner = await createMember(accountId, "owner");
    const manager = await createMember(accountId, "manager");
    const driver = await createMember(accountId, "driver");
    await createMember(accountId, "manager");
    const offered = await manager.api.keyPeople();
    expect(offered.map(({ id }) => id)).toEqual([manager.user.id, driver.user.id]);
    expect(await owner.api.keyPeople()).toHaveLength(4);
    for (const { id: userId } of offered) expect(await manager.api.createKey({ ...carnotKey, userId })).toMatchObject({ userId });
    await expect(manager.api.createKey({ ...carnotKey, userId: owner.user.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const { user: stranger } = await createMember((await insertAccount(database.orm)).id, "driver");
    await expect(manager.api.createKey({ ...carnotKey, userId: stranger.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("the reference", () => {
  test("is there for everyone who is signed in, with the server's own address", async () => {
    const { api } = await createMember((await insertAccount(database.orm)).id, "viewer");
    const baseUrl = "https://motorpool.example/api/library";
    expect(await api.families()).toEqual([{ family: "library", title: "Library", lead: "Books.", calls: 1, baseUrl }]);
    expect(await api.reference({ family: "library" })).toMatchObject({ baseUrl, calls: [{ method: "GET", path: "/books" }] });
    await expect(api.reference({ family: "nothing" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
