import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { declineUpgrade } from "./web-upgrade.ts";

describe("an upgrade that is not wanted", () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      response.end(JSON.stringify({ method: request.method, url: request.url, headers: Object.keys(request.headers), body }));
    });
    server.on("upgrade", (request, socket, head) => declineUpgrade(server, request, socket, head));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** Sends the parts one after the other, each once the answers so far have come, and reads until the server ends. */
  async function exchange(...parts: string[]): Promise<string> {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    let read = "";
    socket.setEncoding("latin1");
    socket.write(parts.shift() ?? "");
    for await (const chunk of socket) {
      read += chunk;
      const next = read.endsWith("}") ? parts.shift() : undefined;
      if (next) socket.write(next);
    }
    return read;
  }

  const offer = "Host: cars.example\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n";

  test("is answered like any request", async () => {
    const answer = await exchange(`GET /cars?x=1 HTTP/1.1\r\n${offer}X-Own: 1\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toContain('{"method":"GET","url":"/cars?x=1","headers":["host","x-own","connection"],"body":""}');
  });

  test("keeps its body", async () => {
    const answer = await exchange(`POST /cars HTTP/1.1\r\n${offer}Content-Length: 5\r\n\r\nhello`);
    expect(answer).toContain('"body":"hello"}');
  });

  test("leaves the connection usable", async () => {
    const stays = offer.replace(", close", "");
    const second =
      "POST /two HTTP/1.1\r\nHost: cars.example\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    const answer = await exchange(`GET /one HTTP/1.1\r\n${stays}\r\n`, `GET /again HTTP/1.1\r\n${stays}\r\n`, second);
    expect(answer.match(/"url":"[^"]+"/g)).toEqual(['"url":"/one"', '"url":"/again"', '"url":"/two"']);
    expect(answer).toContain('"body":"abc"}');
  });
});
