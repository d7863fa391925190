/** What the stream answers on its way to a connection, and how. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { createFleet } from "./fixtures/fleet.ts";
import { createStreamApp, openStream } from "./fixtures/open-stream.ts";

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

/** The head of the first answer to a request as it is written here. */
async function send(...lines: string[]): Promise<string> {
  const { port } = new URL(stream.url);
  const socket = connect({ port: Number(port), host: "127.0.0.1" });
  socket.setEncoding("latin1").write(`${[...lines, "Host: cars.example"].join("\r\n")}\r\n\r\n`);
  let read = "";
  for await (const chunk of socket) {
    read += chunk;
    if (read.includes("\r\n\r\n")) break;
  }
  return read;
}

const websocket = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg=="];
const upgrade = "GET /socket.io/?EIO=4&transport=websocket";

describe("every answer carries the headers of every answer", () => {
  test.each<[string, number, string[]]>([
    ["a poll", 200, ["GET /socket.io/?EIO=4&transport=polling HTTP/1.1"]],
    ["a websocket", 101, [`${upgrade} HTTP/1.1`, ...websocket]],
    ["a websocket of an unknown session", 400, [`${upgrade}&sid=unknown HTTP/1.1`, ...websocket]],
    ["a websocket of an unknown transport", 400, ["GET /socket.io/?EIO=4&transport=pigeon HTTP/1.1", ...websocket]],
    ["a websocket that is posted", 400, ["POST /socket.io/?EIO=4&transport=websocket HTTP/1.1", ...websocket]],
    [
      "a websocket of another version",
      400,
      [`${upgrade} HTTP/1.1`, ...websocket.slice(0, 2), "Sec-WebSocket-Version: 99", "Sec-WebSocket-Key: x"],
    ],
    ["an upgrade to something else", 400, [`${upgrade} HTTP/1.1`, "Connection: Upgrade", "Upgrade: h2c"]],
    ["a websocket by plain HTTP", 403, [`${upgrade} HTTP/1.1`, ...websocket, "X-Forwarded-Proto: ws"]],
  ])("%s: %i", async (_, status, lines) => {
    const answer = await send(...lines);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toMatch(/\r\nx-content-type-options: nosniff\r\n/i);
    expect(answer).toMatch(/\r\nstrict-transport-security: max-age=\d{8}/i);
  });
});

test.each(["http", "ws", "https, http"])("a secret that a proxy was sent by %s opens nothing", async (protocol) => {
  for (const authorization of [`Bearer ${app.token}`, "Bearer nobody:wrong"]) {
    const headers = { authorization, "x-forwarded-proto": protocol };
    const answer = await fetch(`${stream.url}/socket.io/?EIO=4&transport=polling`, { headers });
    expect([answer.status, await answer.json()]).toEqual([403, { code: 4, message: expect.stringMatching(/^Use https:/) }]);
  }
  const secure = { authorization: `Bearer ${app.token}`, "x-forwarded-proto": "https" };
  expect((await fetch(`${stream.url}/socket.io/?EIO=4&transport=polling`, { headers: secure })).status).toBe(200);
});

test.each(["PUT", "PATCH", "DELETE", "HEAD"])("%s is not allowed, on an open session neither", async (method) => {
  const query = `${stream.url}/socket.io/?EIO=4&transport=polling&token=${app.token}`;
  const sid = /"sid":"([^"]+)"/.exec(await (await fetch(query)).text())?.[1];
  for (const url of [query, `${query}&sid=${sid}`]) {
    const answer = await fetch(url, { method });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, POST, OPTIONS"]);
  }
});
