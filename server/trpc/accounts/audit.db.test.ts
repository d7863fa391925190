import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertUser } from "#db/test-factories.ts";
import { scopeForUser } from "#server/auth/scope.ts";
import type { Role } from "#server/domain/scope.ts";
import { createCallerFactory } from "#server/trpc/init.ts";
import { appRouter } from "#server/trpc/root.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function callAs(accountId: number, role: Role) {
  const user = await insertUser(database.orm, accountId, role);
  const session = { userId: user.id, accountId, role, name: user.name, email: user.email, units: "metric", timeZone: null } as const;
  const call = createCallerFactory(appRouter)({
    deps: { db: database.orm, now: () => new Date("2026-03-02T18:00:00Z") },
    bus: { subscribe: () => () => {}, subscribeAll: () => () => {}, ready: async () => {} },
    identifyAgain: async () => null,
    session,
    scope: await scopeForUser(database.orm, user.id, accountId),
  });
  return { user, call };
}

test("an owner reads the log page by page, by subject and by person; nobody else reads it", async () => {
  const { id } = await insertAccount(database.orm);
  const { user: ann, call: asAnn } = await callAs(id, "owner");
  const { call: asBo } = await callAs(id, "owner");
  await asAnn.fleet.change({ currency: "USD" });
  await asBo.fleet.invite({ email: null, days: 7 });
  await asAnn.fleet.setRegistration({ registration: "open" });
  const first = await asAnn.audit.list({ limit: 2 });
  expect(first.items.map(({ action }) => action)).toEqual(["account.changed", "invitation.created"]);
  const rest = await asAnn.audit.list({ limit: 2, cursor: first.nextCursor ?? 0 });
  expect(rest).toMatchObject({ items: [{ after: { currency: "USD" }, actorName: ann.email }], nextCursor: null });
  expect((await asBo.audit.list({ limit: 10, subject: "invitation" })).items).toHaveLength(1);
  expect((await asBo.audit.list({ limit: 10, userId: ann.id })).items).toHaveLength(2);
  const { call: stranger } = await callAs((await insertAccount(database.orm)).id, "owner");
  expect((await stranger.audit.list({ limit: 10 })).items).toEqual([]);
  for (const role of ["manager", "driver", "viewer"] as const) {
    const { call } = await callAs(id, role);
    await expect(call.audit.list({ limit: 10 })).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
});
