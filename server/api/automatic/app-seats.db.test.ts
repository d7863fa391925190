import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { users } from "#db/schema/accounts.ts";
import { apps } from "#db/schema/apps.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import {
  createStage,
  createTestApp,
  createTestPerson,
  readTokens,
  requestOf,
  type Stage,
  type TestPerson,
} from "./fixtures/oauth-stage.ts";

let database: TestDatabase;
let stage: Stage;

beforeAll(async () => {
  database = await createTestDatabase();
  stage = createStage(database.orm);
});
afterAll(() => database.drop());

const paramsOf = (location: string) => Object.fromEntries(new URLSearchParams(location.split("?")[1]));

describe("an app in development mode", () => {
  test("has 25 people; the 26th gets access_denied, who is in it comes in again", async () => {
    const small = await createTestApp(database.orm);
    const people: TestPerson[] = [];
    for (let count = 0; count < 26; count++) people.push(await createTestPerson(database.orm));
    const [first, last] = [people[0], people[25]];
    if (!first || !last) throw new Error("There are too few people.");
    for (const one of people.slice(0, 24)) expect(await stage.getTokens(one, small)).toHaveProperty("access_token");
    // Two go for the last seat at once: both were asked in time.
    const rivals = people.slice(24);
    const codes = await Promise.all(rivals.map((one) => stage.getCode(one, small)));
    const answers = await Promise.all(codes.map((code) => stage.exchange(small, { code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    const loser = answers[0]?.status === 403 ? 0 : 1;
    const refused = answers[loser];
    expect(refused && (await readTokens(refused)).error).toBe("access_denied");

    const outside = rivals[loser] ?? last;
    const denied = await stage.prepare(outside, { ...requestOf(small), state: "x" });
    expect(denied.kind === "answer" && paramsOf(denied.to)).toMatchObject({ error: "access_denied", state: "x" });
    const { refresh_token } = await stage.getTokens(first, small);
    expect((await stage.refresh(small, refresh_token)).status).toBe(200);
    await database.orm.update(users).set({ disabledAt: new Date() }).where(eq(users.id, first.userId));
    expect(await stage.getTokens(outside, small)).toHaveProperty("access_token");
    const next = await createTestPerson(database.orm);
    expect((await stage.prepare(next, requestOf(small))).kind).toBe("answer");
    await database.orm.update(apps).set({ mode: "production" }).where(eq(apps.id, small.appId));
    expect(await stage.getTokens(next, small)).toHaveProperty("access_token");
  });
});
