import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appendEvents } from "#db/queries/outbox/append.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { createFleet, now, type TestFleet } from "./fixtures/fleet.ts";
import { createStreamApp, openStream } from "./fixtures/open-stream.ts";
import { connect, versions, type Way, ways } from "./fixtures/stream-clients.ts";

let database: TestDatabase;
let fleet: TestFleet;
let app: Awaited<ReturnType<typeof createStreamApp>>;
let stream: Awaited<ReturnType<typeof openStream>>;

beforeAll(async () => {
  database = await createTestDatabase();
  fleet = await createFleet(database);
  app = await createStreamApp(database, fleet);
  stream = await openStream(database);
});
afterAll(async () => {
  await stream.close();
  await database.drop();
});

const place = { lat: 37.757076, lon: -122.44812, accuracyM: 10, atMs: now.getTime() - 1000 };

/** The car is started, as the pipeline tells it. */
async function start(of: TestFleet = fleet): Promise<void> {
  const { accountId, vehicle, device } = of;
  const payload = { deviceId: device.id, place, timeZone: "America/Los_Angeles" };
  await appendEvents(database.orm, [{ accountId, type: "drive.ignition_on", vehicleId: vehicle.id, at: now, payload }]);
}

describe.each(versions)("socket.io-client %s", (version) => {
  describe.each(Object.keys(ways) as Way[])("by %s", (way) => {
    test("hears an event", async () => {
      const client = connect(version, `${stream.url}?token=${app.token}`, way, ["ignition:on"]);
      expect(await client.outcome).toBe("connected");
      if (way === "upgrade") await expect.poll(client.transport, { timeout: 30_000 }).toBe("websocket");
      await start();
      await client.until(1);
      expect(client.transport()).toBe(way === "upgrade" ? "websocket" : way);
      expect(client.told).toEqual([
        {
          name: "ignition:on",
          event: {
            id: expect.stringMatching(/^[0-9a-f-]{36}$/),
            user: {
              id: expect.stringMatching(/^U_/),
              url: expect.stringMatching(/^https:\/\/cars\.example\/api\/automatic\/user\/U_.*\/$/),
            },
            type: "ignition:on",
            created_at: "2026-03-02T12:00:00.000Z",
            time_zone: "America/Los_Angeles",
            location: { lat: 37.757076, lon: -122.44812, accuracy_m: 10, created_at: "2026-03-02T11:59:59.000Z" },
            vehicle: { id: expect.stringMatching(/^C_/), url: expect.stringMatching(/\/vehicle\/C_.*\/$/) },
            device: { id: expect.stringMatching(/^[0-9a-f]{24}$/) },
          },
        },
      ]);
      client.close();
    });

    test("is told that its secret is wrong", async () => {
      const client = connect(version, `${stream.url}?token=${app.clientId}:wrong`, way, []);
      expect(await client.outcome).toBe("Unauthorized client.");
      client.close();
    });
  });
});
