/** What is wrong with a request whatever it asks for, and how that is answered: no route gets these. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { endWithAnswer, type SocketAnswer } from "./api/socket-answer.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

export const bad = (message: string): SocketAnswer => ({ status: 400, message });
export const notAllowed = (allowed: string[]): SocketAnswer => {
  return { status: 405, message: `Only ${allowed.join(", ")} here.`, headers: { Allow: allowed.join(", ") } };
};

/** TRACE and CONNECT are known and not allowed; others are unknown (RFC 9110, 9.1). */
function refuseMethod(method: string): SocketAnswer {
  return method === "TRACE" || method === "CONNECT" ? notAllowed(methods) : { status: 501, message: "There is no such method here." };
}

/** `http://host/path` → `/path`, which every server must read (RFC 9112, 3.2.2); undefined for what is no path. */
function toPathAndQuery(target: string): string | undefined {
  if (target.startsWith("/")) return target;
  if (!/^https?:/i.test(target) || !URL.canParse(target)) return undefined;
  const { pathname, search } = new URL(target);
  return pathname + search;
}

/** The path without its query; undefined where it is not UTF-8 in percent signs. */
export function decodePath(target: string): string | undefined {
  try {
    return decodeURIComponent(target.split("?")[0] ?? "");
  } catch {
    return undefined;
  }
}

const isHost = (host: string | undefined): boolean => host !== undefined && /^[^\s/?#@\\]+$/.test(host) && URL.canParse(`http://${host}`);

/** Brings a request into the form that everything behind expects; what is wrong with it, if it cannot be. */
export function prepareRequest(request: IncomingMessage, ownHost: string): SocketAnswer | undefined {
  const { method = "", headers } = request;
  if (!methods.includes(method)) return refuseMethod(method);
  // HTTP/1.0 knows no Host, and some load balancers ask for the health route by it.
  if (request.httpVersion === "1.0") headers.host ??= ownHost;
  if (!isHost(headers.host)) return bad("The header Host is missing or names no host.");
  const target = toPathAndQuery(request.url ?? "");
  if (target === undefined || decodePath(target) === undefined) return bad("The address of the request cannot be read.");
  request.url = target;
  return undefined;
}

export function answerRefusal(response: ServerResponse, { status, message, headers }: SocketAnswer): void {
  response.writeHead(status, { ...headers, "Content-Type": "application/json" });
  response.end(JSON.stringify({ error: message }));
}

function toParserAnswer(code: string | undefined): SocketAnswer {
  if (code === "HPE_INVALID_METHOD") return refuseMethod("");
  if (code === "HPE_HEADER_OVERFLOW") return { status: 431, message: "The headers are too large." };
  if (code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") return { status: 413, message: "The chunk extensions are too large." };
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return { status: 408, message: "The request took too long." };
  return bad("This is not HTTP.");
}

/** Answers what Node would answer by itself without our headers, or not at all: text that is no request, CONNECT and Expect. */
export function answerBrokenRequests(server: Server, headers: Record<string, string>): void {
  const responses = new WeakMap<Duplex, ServerResponse>();
  const end = (socket: Duplex, answer: SocketAnswer) => endWithAnswer(socket, { ...answer, headers: { ...headers, ...answer.headers } });
  server.on("request", (request, response) => void responses.set(request.socket, response));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const response = responses.get(socket);
    // In the midst of another answer there is no room for one.
    if (error.code === "ECONNRESET" || !socket.writable || (response?.headersSent && !response.writableEnded)) socket.destroy();
    else end(socket, toParserAnswer(error.code));
  });
  server.on("connect", (_, socket) => end(socket, refuseMethod("CONNECT")));
  server.on("checkExpectation", (_, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answerRefusal(response, { status: 417, message: "Only 100-continue can be expected." });
  });
}
