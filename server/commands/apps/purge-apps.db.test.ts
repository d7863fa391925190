import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { appGrants, appSecrets, oauthCodes, oauthTokens, webhookAttempts, webhookDeliveries } from "#db/schema/apps.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertAccount, insertUser } from "#db/test-factories.ts";
import { insertApp } from "#server/api/automatic/fixtures/tokens.ts";
import { mintToken } from "#server/auth/tokens.ts";
import { sweepApps } from "./purge-apps.ts";

const noon = new Date("2026-03-10T12:00:00Z");
const day = 86_400_000;
const ago = (days: number) => new Date(noon.getTime() - days * day);
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.orm.delete(appGrants);
});

async function createGrant() {
  const db = database.orm;
  const { id: accountId } = await insertAccount(db);
  const { id: userId } = await insertUser(db, accountId, "owner");
  const appId = await insertApp(db, { accountId, ownerId: userId });
  const [grant] = await db.insert(appGrants).values({ appId, userId, accountId }).returning({ id: appGrants.id });
  return { appId, grantId: grant?.id ?? 0 };
}

interface Born {
  madeDaysAgo: number;
  tokens?: Partial<typeof oauthTokens.$inferInsert>[];
}

/** A code with the tokens born of it. */
async function insertCode({ madeDaysAgo, tokens = [] }: Born): Promise<number> {
  const { grantId } = await createGrant();
  const secret = () => ({ hash: mintToken("code").hash, scopes: ["scope:public" as const] });
  const made = { grantId, createdAt: ago(madeDaysAgo), expiresAt: ago(madeDaysAgo), consentNonce: randomUUID() };
  const [code] = await database.orm
    .insert(oauthCodes)
    .values({ ...made, ...secret() })
    .returning({ id: oauthCodes.id });
  const codeId = code?.id ?? 0;
  for (const token of tokens) {
    await database.orm
      .insert(oauthTokens)
      .values({ grantId, codeId, kind: "access", hint: "abcd", expiresAt: ago(-300), ...secret(), ...token });
  }
  return codeId;
}

const sweep = () => sweepApps({ db: database.orm, now: () => noon });
const count = async () => [await database.orm.$count(oauthCodes), await database.orm.$count(oauthTokens)];

describe("what is swept", () => {
  test("deliveries after thirty days, with their attempts", async () => {
    const { appId, grantId } = await createGrant();
    const row = (days: number) => ({ appId, grantId, type: "mil:on", body: "{}", createdAt: ago(days) });
    const rows = await database.orm
      .insert(webhookDeliveries)
      .values([row(30), row(29.9)])
      .returning({ id: webhookDeliveries.id });
    await database.orm.insert(webhookAttempts).values(rows.map(({ id }) => ({ deliveryId: id, at: noon, durationMs: 1 })));
    await sweep();
    const kept = [{ id: rows[1]?.id }];
    expect(await database.orm.select({ id: webhookDeliveries.id }).from(webhookDeliveries)).toEqual(kept);
    expect(await database.orm.select({ id: webhookAttempts.deliveryId }).from(webhookAttempts)).toEqual(kept);
  });

  test("codes after a day, unless a token hangs on them", async () => {
    await insertCode({ madeDaysAgo: 1 });
    await insertCode({ madeDaysAgo: 0.9 });
    await insertCode({ madeDaysAgo: 300, tokens: [{}, { kind: "refresh" }] });
    await sweep();
    expect(await count()).toEqual([2, 2]);
  });

  test("tokens thirty days after they ended, and then their codes", async () => {
    await insertCode({ madeDaysAgo: 100, tokens: [{ expiresAt: ago(30) }, { revokedAt: ago(31) }] });
    await insertCode({ madeDaysAgo: 100, tokens: [{ expiresAt: ago(29) }, { revokedAt: ago(29) }] });
    await sweep();
    expect(await count()).toEqual([1, 2]);
  });

  test("no refresh token that was exchanged, as its use once more tells of a theft", async () => {
    await insertCode({ madeDaysAgo: 100, tokens: [{ kind: "refresh", replacedAt: ago(90) }] });
    await sweep();
    expect(await count()).toEqual([1, 1]);
  });

  test("secrets of apps whose time is over", async () => {
    const { appId } = await createGrant();
    const secret = (hint: string, expiresAt: Date | null) => ({ appId, hash: randomUUID(), hint, expiresAt });
    await database.orm.insert(appSecrets).values([secret("over", noon), secret("soon", ago(-0.1)), secret("none", null)]);
    await sweep();
    const kept = await database.orm.select({ hint: appSecrets.hint }).from(appSecrets);
    expect(kept.map(({ hint }) => hint).toSorted()).toEqual(["none", "soon"]);
  });
});
