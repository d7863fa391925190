import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

export interface SocketAnswer {
  status: number;
  message: string;
  headers?: Record<string, string>;
}

/** Answers on a socket that Node has made no response for, as JSON, and ends it. */
export function endWithAnswer(socket: Duplex, { status, message, headers = {} }: SocketAnswer): void {
  const body = JSON.stringify({ error: message });
  const all = { ...headers, "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(body)), Connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
}
