import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findRoadEvents } from "#db/queries/apps/audience.ts";
import { appendEvents, type NewEvent } from "#db/queries/outbox/append.ts";
import { memberships, users } from "#db/schema/accounts.ts";
import { appGrants, apps, oauthTokens } from "#db/schema/apps.ts";
import { events } from "#db/schema/outbox.ts";
import { driverAssignments } from "#db/schema/vehicles.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { insertTrip } from "#db/test-factories.ts";
import { createFleet, now } from "#server/api/automatic/fixtures/fleet.ts";
import { issueToken } from "#server/api/automatic/fixtures/tokens.ts";
import { type AppScope, appScopes } from "#server/domain/apps/scopes.ts";
import { type RoadEventType, roadEventNames } from "#server/domain/automatic/road-event.ts";
import { findAudience } from "./audience.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const at = new Date(now.getTime() - 60_000);
const place = { lat: 48.2, lon: 16.4, accuracyM: 5, atMs: at.getTime() };

/** A fleet whose driver has let an app read everything, and its owner another one. */
async function createStage() {
  const fleet = await createFleet(database);
  const { accountId, vehicle, device, trip } = fleet;
  const db = database.orm;
  await issueToken(db, { userId: fleet.owner.id, accountId });
  const append = async (type: RoadEventType, payload: Partial<NewEvent["payload"]> = {}) => {
    const tripId = type === "trip.completed" ? { tripId: trip.id } : {};
    const told = { deviceId: device.id, place, timeZone: "Europe/Vienna", ...payload } as NewEvent["payload"];
    await appendEvents(db, [{ accountId, type, vehicleId: vehicle.id, ...tripId, at, payload: told }]);
    const newest = await db.query.events.findFirst({
      where: eq(events.accountId, accountId),
      orderBy: (event, { desc }) => desc(event.id),
    });
    const [event] = await findRoadEvents(db, [newest?.id ?? 0]);
    if (!event) throw new Error("No event.");
    return event;
  };
  const hear = async (type: RoadEventType, args: Parameters<typeof findAudience>[3] = {}) =>
    findAudience(db, await append(type), now, args);
  /** Who hears of it: "driver", "owner". */
  const who = async (type: RoadEventType, args: Parameters<typeof findAudience>[3] = {}) => {
    const names = new Map([
      [fleet.user.uid, "driver"],
      [fleet.owner.uid, "owner"],
    ]);
    return (await hear(type, args)).map(({ viewer }) => names.get(viewer.userUid)).toSorted();
  };
  const grantOf = (userId: number) => eq(appGrants.userId, userId);
  return { ...fleet, db, append, hear, who, grantOf };
}

describe("an event is heard", () => {
  test.each(Object.keys(roadEventNames) as RoadEventType[])(
    "%s: by the owner and the driver of the car, by nobody of another account",
    async (type) => {
      const stage = await createStage();
      const other = await createStage();
      const heard = await stage.hear(type);
      expect(heard.map(({ viewer }) => viewer.userUid).toSorted()).toEqual([stage.owner.uid, stage.user.uid].toSorted());
      expect(new Set((await other.hear(type)).map(({ accountId }) => accountId))).toEqual(new Set([other.accountId]));
    },
  );

  test("with car, adapter, place and the zone there", async () => {
    const stage = await createStage();
    const [heard] = await stage.hear("drive.hard_brake");
    expect(heard).toMatchObject({
      accountId: stage.accountId,
      app: { appId: expect.any(Number), clientId: expect.any(String) },
      facts: {
        type: "drive.hard_brake",
        at,
        timeZone: "Europe/Vienna",
        vehicle: { uid: stage.vehicle.uid, name: stage.vehicle.name, signals: { fuelLevelPct: { value: 61.5 } } },
        deviceUid: stage.device.uid,
        place,
        payload: { place },
        trip: null,
      },
    });
  });

  test("with the zone of the account where there is no place, or the one at the end of the trip", async () => {
    const stage = await createStage();
    const zoneOf = async (type: RoadEventType) => {
      const [heard] = await findAudience(stage.db, await stage.append(type, { place: null, timeZone: null, deviceId: null }), now);
      return [heard?.facts.timeZone, heard?.facts.deviceUid];
    };
    expect(await zoneOf("drive.ignition_on")).toEqual(["UTC", null]);
    expect(await zoneOf("trip.completed")).toEqual(["America/Los_Angeles", null]);
  });

  test("with the trip when one is completed", async () => {
    const stage = await createStage();
    const [heard] = await stage.hear("trip.completed");
    expect(heard?.facts.trip).toMatchObject({ uid: stage.trip.uid, distanceM: 6573.4, vehicle: { uid: stage.vehicle.uid } });
    expect(heard?.facts.vehicle).toBe(heard?.facts.trip?.vehicle);
  });

  test("under an id that is each person's own and stays the same", async () => {
    const stage = await createStage();
    const event = await stage.append("mil.on");
    const uids = async () => (await findAudience(stage.db, event, now)).map(({ facts }) => facts.uid);
    const first = await uids();
    expect(new Set(first).size).toBe(2);
    expect(first[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(await uids()).toEqual(first);
  });
});

describe("drivers hear", () => {
  test("of no car that is not theirs now, and of trips they drove in it before", async () => {
    const stage = await createStage();
    await stage.db.update(driverAssignments).set({ validTo: at }).where(eq(driverAssignments.driverId, stage.driver.id));
    expect(await stage.who("drive.location")).toEqual(["owner"]);
    expect(await stage.who("mil.off")).toEqual(["owner"]);
    expect(await stage.who("trip.completed")).toEqual(["driver", "owner"]);
  });

  test("of no trip of somebody else in their car", async () => {
    const stage = await createStage();
    const { accountId, vehicle } = stage;
    const foreign = await insertTrip(stage.db, { accountId, vehicleId: vehicle.id, startedAt: new Date(now.getTime() - 9e8) });
    const event = { ...(await stage.append("trip.completed")), tripId: foreign.id };
    expect((await findAudience(stage.db, event, now)).map(({ viewer }) => viewer.userUid)).toEqual([stage.owner.uid]);
  });
});

describe("nobody hears", () => {
  const allBut = (scope: string) => appScopes.filter((each) => each !== scope);
  test.each([
    ["trip.completed", "scope:trip"],
    ["drive.location", "scope:current_location"],
    ["drive.speeding", "scope:vehicle:events"],
    ["mil.on", "scope:vehicle:events"],
  ] as const)("%s without %s", async (type, scope) => {
    const stage = await createStage();
    await stage.db.update(oauthTokens).set({ scopes: allBut(scope) });
    expect(await stage.who(type)).toEqual([]);
    await stage.db.update(oauthTokens).set({ scopes: [scope] });
    expect(await stage.who(type)).toEqual(["driver", "owner"]);
  });

  test("over what is revoked, run out or not theirs any more", async () => {
    const stage = await createStage();
    const { db, owner, user } = stage;
    expect(await stage.who("drive.speeding")).toEqual(["driver", "owner"]);
    await db.update(appGrants).set({ revokedAt: at }).where(stage.grantOf(user.id));
    expect(await stage.who("drive.speeding")).toEqual(["owner"]);
    await db.update(appGrants).set({ revokedAt: null }).where(stage.grantOf(user.id));
    await db.update(users).set({ disabledAt: at }).where(eq(users.id, owner.id));
    expect(await stage.who("drive.speeding")).toEqual(["driver"]);
    await db.delete(memberships).where(eq(memberships.userId, user.id));
    expect(await stage.who("drive.speeding")).toEqual([]);
  });

  test.each([{ revokedAt: at }, { expiresAt: at }, { kind: "refresh" as const }])("with a token that is %o", async (change) => {
    const stage = await createStage();
    await stage.db.update(oauthTokens).set(change);
    expect(await stage.who("drive.speeding")).toEqual([]);
  });

  test("of rows that are no road events, of a car or a trip that is gone", async () => {
    const stage = await createStage();
    const event = await stage.append("trip.completed");
    expect(await findAudience(stage.db, { ...event, type: "trip.scored" }, now)).toEqual([]);
    expect(await findAudience(stage.db, { ...event, tripId: 0 }, now)).toEqual([]);
    expect(await findAudience(stage.db, { ...event, type: "drive.location", tripId: null, vehicleId: 0 }, now)).toEqual([]);
  });
});

describe("an audience is narrowed", () => {
  test("to some apps", async () => {
    const stage = await createStage();
    const [one] = await stage.hear("drive.ignition_on");
    const some = async (appIds: number[]) => (await stage.hear("drive.ignition_on", { appIds })).map(({ app }) => app.appId);
    expect(await some([one?.app.appId ?? 0])).toEqual([one?.app.appId]);
    expect(await some([])).toEqual([]);
  });

  test("to apps whose webhook is in use", async () => {
    const stage = await createStage();
    const { db } = stage;
    const [grant] = await db.select().from(appGrants).where(stage.grantOf(stage.user.id));
    const setHook = (values: Partial<typeof apps.$inferInsert>) =>
      db
        .update(apps)
        .set(values)
        .where(eq(apps.id, grant?.appId ?? 0));
    expect(await stage.who("drive.ignition_on", { withWebhook: true })).toEqual([]);
    await setHook({ webhookUrl: "https://app.example/hook" });
    expect(await stage.who("drive.ignition_on", { withWebhook: true })).toEqual(["driver"]);
    await setHook({ webhookDisabledAt: at });
    expect(await stage.who("drive.ignition_on", { withWebhook: true })).toEqual([]);
  });
});

test("the scopes of several tokens of one person count together", async () => {
  const stage = await createStage();
  const { db, user, accountId } = stage;
  await db.delete(oauthTokens);
  const [grant] = await db.select().from(appGrants).where(stage.grantOf(user.id));
  const issue = (scope: AppScope) => issueToken(db, { userId: user.id, accountId, appId: grant?.appId ?? 0, scopes: [scope] });
  await issue("scope:location");
  expect(await stage.who("drive.ignition_on")).toEqual([]);
  await issue("scope:vehicle:events");
  const [heard, ...others] = await stage.hear("drive.ignition_on");
  expect(others).toEqual([]);
  expect(heard?.viewer.scopes).toEqual(new Set(["scope:public", "scope:location", "scope:vehicle:events"]));
});
