import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

const ofUpgrades = new Set(["connection", "upgrade", "http2-settings"]);

/** The head of a request as it came, without the offer to speak something else. */
function withoutOffer({ method, url, httpVersion, rawHeaders, headers }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = rawHeaders.slice(index, index + 2);
    if (!ofUpgrades.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  }
  if (/\bclose\b/i.test(headers.connection ?? "")) lines.push("Connection: close");
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/**
 * Answers a request that offers to speak another protocol, as some HTTP clients do by themselves (h2c), as if it had not. A server
 * that takes any upgrades gets all of them, and Node has nothing for those it does not want.
 */
export function declineUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.unshift(Buffer.concat([Buffer.from(withoutOffer(request), "latin1"), head]));
  server.emit("connection", socket);
}
