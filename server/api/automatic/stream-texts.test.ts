import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, versions, type Way, ways } from "./fixtures/stream-clients.ts";
import { StreamEngine } from "./stream-engine.ts";

/** Of characters that UTF-8 writes in one to four bytes. */
const texts = {
  "1": 'Main St "5" \\ \u007f',
  "2": "Schwanthalerh\u00f6he \u0080\u07ff",
  "3": "\u5317\u4eac \u20ac \u0800\u2028\ufeff\uffff",
  "4": "\u{1f697} \u{10000}\u{10ffff}",
  mixed: "a\u00f6\u20ac\u{1f697}z",
  halved: "\ud83d",
};

const engine = new StreamEngine({ allowEIO3: true });
const io = new Server({ serveClient: false });
let server: HttpServer;
let url: string;

beforeAll(async () => {
  io.bind(engine);
  // The first of several is sent at once, the others together when the client polls again.
  io.on("connection", (socket) => {
    const { text, times } = socket.handshake.query;
    for (let time = 0; time < Number(times); time++)
      socket.emit("trip:finished", { time, place: { name: texts[String(text) as keyof typeof texts] } });
  });
  server = createServer((request, response) => engine.handleRequest(request as never, response));
  server.on("upgrade", (request, socket, head) => engine.handleUpgrade(request as never, socket, head));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await io.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const cases = versions.flatMap((version) =>
  (Object.keys(ways) as Way[]).flatMap((way) => [1, 5].map((times) => [version, way, times] as const)),
);

describe.each(cases)("socket.io-client %s by %s, %i at once", (version, way, times) => {
  test.each(Object.entries(texts))("hears text of %s bytes as it is", async (name, text) => {
    const client = connect(version, `${url}?text=${name}&times=${times}`, way, ["trip:finished"]);
    expect(await client.outcome).toBe("connected");
    await Promise.race([client.until(times), client.ended]);
    expect(client.told.map(({ event }) => event)).toEqual(Array.from({ length: times }, (__, time) => ({ time, place: { name: text } })));
    client.close();
  });
});
