import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertDriver } from "#db/test-factories.ts";
import { awardBadges } from "#server/commands/scoring/award-badges.ts";
import { type Ask, createCarnotClient, publicUrl, testRefusals } from "./fixtures/client.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";

let database: TestDatabase;
let fleet: TestFleet;
let foreign: TestFleet;
let ask: Ask;
beforeAll(async () => {
  database = await createTestDatabase();
  [fleet, foreign] = [await createFleet(database), await createFleet(database)];
  ask = createCarnotClient(database, fleet.readKey);
  await awardBadges({ db: database.orm, now: () => now }, fleet.driver.id);
});
afterAll(() => database.drop());

const shown = { badge_name: "First score", image_url: `${publicUrl}/badges/first_score.svg` };

describe("GET /users/{id}/badges", () => {
  testRefusals(() => ({ ask, path: (id) => `/users/${id}/badges`, foreignId: foreign.driver.id }));

  test("200: what was earned, with the trip and the figures; on the full profile too", async () => {
    const [tripId = 0] = fleet.tripIds;
    const [trip] = await database.sql`select ended_at from trips where id = ${tripId}`;
    const award = { id: expect.any(Number), badge: "first_score", trip: tripId, earned: trip?.["ended_at"].toISOString() };
    const { body } = await ask(`/users/${fleet.driver.id}/badges/`);
    expect(body).toEqual({ badges: [{ ...shown, ...award, facts: expect.any(Object) }] });
    const profiles = [{ badge: [shown], recentBadges: [shown] }];
    expect((await ask(`/users/${fleet.driver.id}/fullprofile`)).body).toMatchObject({ profiles });
    await database.sql`update badge_awards set earned_at = '2026-01-01'`;
    const later = [{ badge: [shown], recentBadges: [] }];
    expect((await ask(`/users/${fleet.driver.id}/fullprofile`)).body).toMatchObject({ profiles: later });
  });

  test("200: none yet", async () => {
    const { id } = await insertDriver(database.orm, fleet.accountId);
    expect((await ask(`/users/${id}/badges`)).body).toEqual({ badges: [] });
  });
});
