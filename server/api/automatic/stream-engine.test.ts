import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StreamEngine } from "./stream-engine.ts";

const text = { "content-type": "text/plain; charset=UTF-8" };
const said = JSON.stringify("na\u00efve \u{1f697}");
const asAscii = String.raw`4"na\u00efve \ud83d\ude97"`;
const binary = { "content-type": "application/octet-stream" };

describe("polling as Engine.IO frames it", () => {
  const engine = new StreamEngine({ allowEIO3: true });
  let server: Server;
  let base: string;

  beforeAll(async () => {
    server = createServer((request, response) => engine.handleRequest(request as never, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/socket.io/?transport=polling`;
    engine.on("connection", (socket) => socket.send(said));
  });
  afterAll(async () => {
    engine.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** The payloads of the handshake and of the next poll. */
  async function poll(query: string) {
    const first = await fetch(`${base}${query}`);
    const opened = Buffer.from(await first.arrayBuffer());
    const sid = /"sid":"([^"]+)"/.exec(opened.toString())?.[1];
    const second = await fetch(`${base}${query}&sid=${sid}`);
    return { headers: Object.fromEntries(first.headers), opened, next: Buffer.from(await second.arrayBuffer()) };
  }

  test("version 3 is framed in binary, with lengths in bytes", async () => {
    const { headers, opened, next } = await poll("&EIO=3");
    expect(headers).toMatchObject(binary);
    const end = opened.indexOf(255);
    expect(opened[0]).toBe(0);
    expect(Number([...opened.subarray(1, end)].join(""))).toBe(opened.length - end - 1);
    expect(JSON.parse(opened.subarray(end + 2).toString())).toMatchObject({
      upgrades: ["websocket"],
      pingInterval: 25_000,
      pingTimeout: 20_000,
    });
    expect(next).toEqual(Buffer.concat([Buffer.from([0, 2, 6, 255]), Buffer.from(asAscii)]));
  });

  test("version 3 is framed in text for who asks for that", async () => {
    const { headers, opened, next } = await poll("&EIO=3&b64=1");
    expect(headers).toMatchObject(text);
    const [, length, packet = ""] = /^(\d+):(0\{.*\})$/.exec(opened.toString()) ?? [];
    expect(Number(length)).toBe(packet.length);
    expect(next.toString()).toBe(`26:${asAscii}`);
  });

  test("version 3 is text within the script of who polls by scripts", async () => {
    const answer = await fetch(`${base}&EIO=3&j=0`);
    expect(await answer.text()).toMatch(/^___eio\[0\]\("\d+:0\{/);
  });

  test("version 4 is as engine.io has it", async () => {
    const { headers, opened, next } = await poll("&EIO=4");
    expect(headers).toMatchObject(text);
    expect(opened.toString()).toMatch(/^0\{"sid"/);
    expect(next.toString()).toBe(`4${said}`);
  });
});
