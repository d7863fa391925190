/** The stream byte for byte, as clients of those days expect it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { createFleet } from "./fixtures/fleet.ts";
import { createStreamApp, openStream } from "./fixtures/open-stream.ts";
import { openRawWebsocket } from "./fixtures/raw-websocket.ts";

let database: TestDatabase;
let app: Awaited<ReturnType<typeof createStreamApp>>;
let stream: Awaited<ReturnType<typeof openStream>>;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await createStreamApp(database, await createFleet(database));
  stream = await openStream(database);
});
afterAll(async () => {
  await stream.close();
  await database.drop();
});

const poll = (query: string) => fetch(`${stream.url}/socket.io/?${query}`);

/** The packets of a payload in binary frames. */
function readBinary(payload: Buffer): string[] {
  const packets: string[] = [];
  for (let rest = payload; rest.length > 0; ) {
    const end = rest.indexOf(255);
    expect(rest[0]).toBe(0);
    const length = Number([...rest.subarray(1, end)].join(""));
    packets.push(rest.subarray(end + 1, end + 1 + length).toString());
    rest = rest.subarray(end + 1 + length);
  }
  return packets;
}

/** What the one packet of a handshake says. */
async function shakeHands(query: string): Promise<{ sid: string }> {
  const answer = await poll(query);
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  const packets = readBinary(Buffer.from(await answer.arrayBuffer()));
  expect(packets).toEqual([expect.stringMatching(/^0\{/)]);
  return JSON.parse((packets[0] ?? "").slice(1));
}

/** The way of a Python client of then: a handshake by polling, then nothing but the websocket. */
async function upgrade(token: string) {
  const opened = await shakeHands(`EIO=3&transport=polling&token=${token}&t=1396113912-1`);
  const socket = await openRawWebsocket(`${stream.url}/socket.io/?EIO=3&transport=websocket&token=${token}&sid=${opened.sid}`);
  socket.send("2probe");
  expect(await socket.next()).toBe("3probe");
  socket.send("5");
  return { opened, socket };
}

describe("Engine.IO 3", () => {
  test.each([":", "%3A"])("polls, upgrades and is connected with the secret behind %s", async (colon) => {
    const { opened, socket } = await upgrade(`${app.clientId}${colon}${app.secret}`);
    expect(opened).toMatchObject({ sid: expect.any(String), pingInterval: 25_000, pingTimeout: 20_000, upgrades: ["websocket"] });
    expect(await socket.next()).toBe("40");
    socket.send("2");
    expect(await socket.next()).toBe("3");
    socket.send("41");
    socket.close();
  });

  test("refuses a wrong secret on the open connection", async () => {
    const { socket } = await upgrade(`${app.clientId}:wrong`);
    expect(await socket.next()).toBe('44"Unauthorized client."');
    socket.close();
  });

  test("polls on in binary frames", async () => {
    const query = `EIO=3&transport=polling&token=${app.token}`;
    const { sid } = await shakeHands(query);
    const answer = await poll(`${query}&sid=${sid}`);
    expect(readBinary(Buffer.from(await answer.arrayBuffer()))).toEqual(["40"]);
    const sent = await fetch(`${stream.url}/socket.io/?${query}&sid=${sid}`, {
      method: "POST",
      body: new Uint8Array([0, 1, 255, 0x32]),
      headers: { "content-type": "application/octet-stream" },
    });
    expect(await sent.text()).toBe("ok");
    const pong = await poll(`${query}&sid=${sid}`);
    expect(readBinary(Buffer.from(await pong.arrayBuffer()))).toEqual(["3"]);
  });

  test("polls in text where it asks for that", async () => {
    const query = "EIO=3&transport=polling&b64=1";
    const opened = await (await poll(`${query}&token=${app.clientId}:wrong`)).text();
    const [, length, packet = ""] = /^(\d+):(0\{.*\})$/.exec(opened) ?? [];
    expect(Number(length)).toBe(packet.length);
    const answer = await poll(`${query}&sid=${JSON.parse(packet.slice(1)).sid}`);
    expect(await answer.text()).toBe('24:44"Unauthorized client."');
  });

  test("is what a client without a version speaks", async () => {
    expect(await shakeHands(`transport=polling&token=${app.token}`)).toHaveProperty("sid");
  });

  test("begins as a websocket too", async () => {
    const socket = await openRawWebsocket(`${stream.url}/socket.io/?EIO=3&transport=websocket&token=${app.token}`);
    expect(await socket.next()).toMatch(/^0\{/);
    expect(await socket.next()).toBe("40");
    socket.close();
  });
});

test("pages of other sites may connect, without cookies", async () => {
  const answer = await fetch(`${stream.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: "https://app.example" } });
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  expect(answer.headers.get("set-cookie")).toBeNull();
});

test("the path is the stream's with and without a slash at its end", async () => {
  expect((await fetch(`${stream.url}/socket.io?EIO=4&transport=polling`)).status).toBe(200);
});
