import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appendEvents } from "#db/queries/outbox/append.ts";
import { appGrants, appSecrets, apps, oauthTokens } from "#db/schema/apps.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { noteCredentialsChanged } from "#server/commands/accounts/end-access.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { createStreamApp, openStream, tickets } from "./fixtures/open-stream.ts";
import { connect } from "./fixtures/stream-clients.ts";

type Opened = Awaited<ReturnType<typeof openStream>>;

let database: TestDatabase;
let fleet: TestFleet;
let stream: Opened;

beforeAll(async () => {
  database = await createTestDatabase();
  fleet = await createFleet(database);
  stream = await openStream(database, { limits: { recheckMs: 3_600_000 } });
});
afterAll(async () => {
  await stream.close();
  await database.drop();
});

/** A client of the newest kind over a websocket. */
const open = (options: object, query = "", url = stream.url) =>
  connect("4.8.4", `${url}${query}`, "websocket", ["ignition:on", "location:updated"], options);
const newApp = (values = {}) => createStreamApp(database, fleet, values);

async function tell(type: "drive.ignition_on" | "drive.location", atMs = now.getTime(), of: TestFleet = fleet): Promise<void> {
  const place = { lat: 37.757076, lon: -122.44812, accuracyM: 10, atMs };
  const payload = { deviceId: of.device.id, place, timeZone: "America/Los_Angeles" };
  await appendEvents(database.orm, [{ accountId: of.accountId, type, vehicleId: of.vehicle.id, at: new Date(atMs), payload }]);
}

describe("credentials of the stream", () => {
  test.each([
    ["Authorization: Basic", (token: string) => ({ extraHeaders: { authorization: `Basic ${Buffer.from(token).toString("base64")}` } })],
    ["Authorization: Bearer", (token: string) => ({ extraHeaders: { authorization: `bearer ${token}` } })],
    ["auth", (token: string) => ({ auth: { token } })],
  ])("may come by %s", async (_, options) => {
    const { token } = await newApp();
    const good = open(options(token));
    expect(await good.outcome).toBe("connected");
    const bad = open(options(`${token}x`));
    expect(await bad.outcome).toBe("Unauthorized client.");
    for (const client of [good, bad]) client.close();
  });

  test("may be a ticket, once, in the address or in auth", async () => {
    const key = await newApp();
    const ticket = tickets.issue(key);
    const first = open({}, `?ticket=${ticket}`);
    expect(await first.outcome).toBe("connected");
    const second = open({ auth: { ticket } });
    expect(await second.outcome).toBe("Unauthorized client.");
    const third = open({ auth: { ticket: tickets.issue(key) } });
    expect(await third.outcome).toBe("connected");
    for (const client of [first, second, third]) client.close();
  });

  test("a ticket is worth no more than the secret it was asked for with", async () => {
    const key = await newApp();
    const ticket = tickets.issue(key);
    await database.orm.delete(appSecrets).where(eq(appSecrets.hash, key.hash));
    const client = open({ auth: { ticket } });
    expect(await client.outcome).toBe("Unauthorized client.");
    client.close();
  });

  test.each([
    ["none", () => ""],
    ["another app's secret", async () => `?token=${(await newApp()).clientId}:${(await newApp()).secret}`],
    ["a public app's", async () => `?token=${(await newApp({ isPublic: true })).token}`],
    ["an unknown app", async () => `?token=nobody:${(await newApp()).secret}`],
    ["no secret", async () => `?token=${(await newApp()).clientId}:`],
  ])("are refused: %s", async (_, query) => {
    const client = open({}, await query());
    expect(await client.outcome).toBe("Unauthorized client.");
    client.close();
  });

  test("a secret that was replaced is refused once its time is over", async () => {
    const key = await newApp();
    const expireAt = (expiresAt: Date) => database.orm.update(appSecrets).set({ expiresAt }).where(eq(appSecrets.hash, key.hash));
    await expireAt(new Date(now.getTime() + 1));
    const before = open({}, `?token=${key.token}`);
    expect(await before.outcome).toBe("connected");
    await expireAt(now);
    const after = open({}, `?token=${key.token}`);
    expect(await after.outcome).toBe("Unauthorized client.");
    for (const client of [before, after]) client.close();
  });

  test("in the address count for nothing where the server forbids that", async () => {
    const { token } = await newApp();
    const careful = await openStream(database, { secretInUrl: false });
    const byUrl = open({}, `?token=${token}`, careful.url);
    expect(await byUrl.outcome).toBe("Unauthorized client.");
    const byAuth = open({ auth: { token } }, "", careful.url);
    expect(await byAuth.outcome).toBe("connected");
    for (const client of [byUrl, byAuth]) client.close();
    await careful.close();
  });
});

describe("limits of the stream", () => {
  test("a network that shows nothing but wrong secrets has to wait", async () => {
    const { token } = await newApp();
    const strict = await openStream(database, { limits: { admission: { burst: 2, everyMs: 3_600_000 } } });
    const outcomeOf = async (secret: string) => {
      const client = open({}, `?token=${secret}`, strict.url);
      const outcome = await client.outcome;
      client.close();
      return outcome;
    };
    // Right ones are given back.
    for (let time = 0; time < 4; time++) expect(await outcomeOf(token)).toBe("connected");
    expect([await outcomeOf("a:b"), await outcomeOf("a:b")]).toEqual(["Unauthorized client.", "Unauthorized client."]);
    expect(await outcomeOf(token)).toBe("websocket error");
    const polled = await fetch(`${strict.url}/socket.io/?EIO=3&transport=polling`);
    expect([polled.status, polled.headers.get("retry-after")]).toEqual([429, "3600"]);
    await strict.close();
  });

  test("who guesses on and on over one connection has to wait too", async () => {
    const strict = await openStream(database, { limits: { admission: { burst: 2, everyMs: 3_600_000 } } });
    const query = `${strict.url}/socket.io/?EIO=4&transport=polling`;
    const sid = /"sid":"([^"]+)"/.exec(await (await fetch(query)).text())?.[1];
    const guess = async () => {
      await fetch(`${query}&sid=${sid}`, { method: "POST", body: '40{"token":"a:b"}' });
      return (await fetch(`${query}&sid=${sid}`)).text();
    };
    const refusal = '44{"message":"Unauthorized client."}';
    expect([await guess(), await guess()]).toEqual([refusal, refusal]);
    expect(await guess()).toContain("Session ID unknown");
    await strict.close();
  });

  test("an app may have so many connections", async () => {
    const { token } = await newApp();
    const strict = await openStream(database, { limits: { connectionsPerApp: 2 } });
    const clients = [];
    for (let count = 0; count < 3; count++) {
      const client = open({}, `?token=${token}`, strict.url);
      expect(await client.outcome).toBe(count < 2 ? "connected" : "Too many connections of this app.");
      clients.push(client);
    }
    for (const client of clients) client.close();
    await strict.close();
  });

  test("a client that says too much is let go", async () => {
    const { token } = await newApp();
    const opened = await fetch(`${stream.url}/socket.io/?EIO=4&transport=polling&token=${token}`);
    const sid = /"sid":"([^"]+)"/.exec(await opened.text())?.[1];
    const said = await fetch(`${stream.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
      method: "POST",
      body: `4${"x".repeat(20_000)}`,
    });
    expect(said.status).toBe(413);
  });

  test("a client that takes nothing of what it is told is let go", async () => {
    const { token } = await newApp();
    const strict = await openStream(database, { limits: { bufferLength: 1000 } });
    const query = `${strict.url}/socket.io/?EIO=3&b64=1&transport=polling`;
    const sid = /"sid":"([^"]+)"/.exec(await (await fetch(`${query}&token=${token}`)).text())?.[1];
    expect(await (await fetch(`${query}&sid=${sid}`)).text()).toBe("2:40");
    // From here on it polls no more; another client tells when all was told.
    const witness = open({}, `?token=${token}`, strict.url);
    await witness.outcome;
    for (let count = 0; count < 5; count++) await tell("drive.ignition_on");
    await witness.until(5);
    expect((await fetch(`${query}&sid=${sid}`)).status).toBe(400);
    witness.close();
    await strict.close();
  });
});

describe("what is revoked", () => {
  /** A connection of an app of its own. */
  async function connected() {
    const key = await newApp();
    const client = open({}, `?token=${key.token}`);
    expect(await client.outcome).toBe("connected");
    return { key, client };
  }
  const note = () => database.orm.transaction((tx) => noteCredentialsChanged(tx, fleet.accountId, now));

  test("an app that is deleted is disconnected, the others are not", async () => {
    const [one, other] = [await connected(), await connected()];
    await database.orm.delete(apps).where(eq(apps.id, one.key.appId));
    await note();
    await one.client.ended;
    await tell("drive.ignition_on");
    await other.client.until(1);
    expect(one.client.told).toEqual([]);
    other.client.close();
  });

  test("a connection ends with the secret that opened it, without any notice too", async () => {
    const hasty = await openStream(database, { limits: { recheckMs: 20 } });
    const key = await newApp();
    const client = open({}, `?token=${key.token}`, hasty.url);
    expect(await client.outcome).toBe("connected");
    await database.orm.update(appSecrets).set({ expiresAt: now }).where(eq(appSecrets.hash, key.hash));
    await client.ended;
    await hasty.close();
  });

  test("of a person who takes back what they allowed nothing is told from then on", async () => {
    const [one, other] = [await connected(), await connected()];
    await tell("drive.ignition_on");
    await Promise.all([one.client.until(1), other.client.until(1)]);
    await database.orm.update(appGrants).set({ revokedAt: now }).where(eq(appGrants.appId, one.key.appId));
    await tell("drive.ignition_on");
    await other.client.until(2);
    expect(one.client.told).toHaveLength(1);
    for (const { client } of [one, other]) client.close();
  });
});

describe("apps that nobody allows any more", () => {
  const note = () => database.orm.transaction((tx) => noteCredentialsChanged(tx, fleet.accountId, now));

  test("are disconnected, and may connect again and wait", async () => {
    const key = await newApp();
    const client = open({}, `?token=${key.token}`);
    await client.outcome;
    await database.orm.update(appGrants).set({ revokedAt: now }).where(eq(appGrants.appId, key.appId));
    await note();
    await client.ended;
    const again = open({}, `?token=${key.token}`);
    expect(await again.outcome).toBe("connected");
    await note();
    await database.orm.update(appGrants).set({ revokedAt: null }).where(eq(appGrants.appId, key.appId));
    await tell("drive.ignition_on");
    await again.until(1);
    again.close();
  });
});

describe("what is told", () => {
  test("is what the scopes of the person's tokens open", async () => {
    const [plain, whole] = [await newApp(), await newApp()];
    const [grant] = await database.orm.select().from(appGrants).where(eq(appGrants.appId, plain.appId));
    const scopes: AppScope[] = ["scope:public", "scope:vehicle:events"];
    await database.orm
      .update(oauthTokens)
      .set({ scopes })
      .where(eq(oauthTokens.grantId, grant?.id ?? 0));
    const [one, other] = [open({}, `?token=${plain.token}`), open({}, `?token=${whole.token}`)];
    await Promise.all([one.outcome, other.outcome]);
    await tell("drive.location");
    await tell("drive.ignition_on");
    await Promise.all([one.until(1), other.until(2)]);
    expect(other.told.map(({ name }) => name)).toEqual(["location:updated", "ignition:on"]);
    expect(one.told.map(({ name }) => name)).toEqual(["ignition:on"]);
    expect(one.told[0]?.event).not.toHaveProperty("location");
    for (const client of [one, other]) client.close();
  });

  test("is of those who allowed the app, in the order it happened", async () => {
    const stranger = await createFleet(database, "X");
    const { token } = await newApp();
    const client = open({}, `?token=${token}`);
    await client.outcome;
    const times = Array.from({ length: 30 }, (_, index) => now.getTime() + index);
    for (const atMs of times) await Promise.all([tell("drive.ignition_on", atMs), tell("drive.ignition_on", atMs, stranger)]);
    await client.until(times.length);
    const heard = client.told.map(({ event }) => Date.parse((event as { created_at: string }).created_at));
    expect(heard).toEqual(times);
    client.close();
  });
});

test("closing ends all connections", async () => {
  const { token } = await newApp();
  const brief = await openStream(database);
  const [socket, polling] = [open({}, `?token=${token}`, brief.url), connect("2.5.0", `${brief.url}?token=${token}`, "polling", [])];
  await Promise.all([socket.outcome, polling.outcome]);
  await brief.close();
  await Promise.all([socket.ended, polling.ended]);
});
