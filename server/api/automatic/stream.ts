/**
 * The stream of events: a socket.io server at the origin's `/socket.io/` for clients of Engine.IO 3 and 4. A connection is an app's
 * and hears of everybody who allows that app to. It counts no cookies, so pages of all sites may connect.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { Server } from "socket.io";
import { listAllowedApps, listStandingSecrets } from "#db/queries/apps/active-secrets.ts";
import type { SocketAnswer } from "#server/api/socket-answer.ts";
import { networkOf } from "#server/auth/network.ts";
import { isPlainHttp, plainHttpText } from "#server/auth/plain-http.ts";
import { answerHeaders } from "#server/auth/security-headers.ts";
import type { StreamTickets } from "#server/auth/stream-tickets.ts";
import { toAutomaticBase } from "#server/domain/automatic/base.ts";
import { type AdmissionPolicy, StreamAdmission } from "./stream-admission.ts";
import {
  limitBuffer,
  type OpenStream,
  StreamClients,
  type StreamNews,
  type StreamSocket,
  type StreamSocketData,
} from "./stream-clients.ts";
import { readAuth, readHeader, type StreamCredentials, takeFromUrl } from "./stream-credentials.ts";
import { StreamEngine } from "./stream-engine.ts";
import { findStreamKey } from "./stream-key.ts";
import { type StreamNewsDeps, StreamTelling } from "./stream-news.ts";

export interface StreamDeps extends Omit<StreamNewsDeps, "base"> {
  publicUrl: string;
  /** Whether an app may put its secret into the address. */
  secretInUrl: boolean;
  tickets: StreamTickets;
  limits?: Partial<StreamLimits>;
}

interface StreamLimits {
  admission: AdmissionPolicy;
  connectionsPerApp: number;
  /** How much may wait for a client that takes it slowly, in characters. */
  bufferLength: number;
  /** How often it is asked whether what connections were opened with is still good, ms. */
  recheckMs: number;
}

const usualLimits: StreamLimits = {
  admission: { burst: 60, everyMs: 2000 },
  connectionsPerApp: 50,
  bufferLength: 1_000_000,
  recheckMs: 3000,
};

/** After this, a connection that nobody with good credentials uses is closed, ms. Slow networks need some of it to upgrade. */
const connectTimeoutMs = 20_000;
/** Of Engine.IO, and what browsers ask with before; engine.io answers others with an error of its own. */
const methods = ["GET", "POST", "OPTIONS"];
/** Clients have nothing to say. */
const maxMessageBytes = 10_000;
/** How long clients may take to say goodbye when the process stops, ms. */
const goodbyeMs = 1000;

const engineOptions = {
  allowEIO3: true,
  maxHttpBufferSize: maxMessageBytes,
  httpCompression: false,
  cors: { origin: "*" },
  pingInterval: 25_000,
  pingTimeout: 20_000,
};

/** In these words, which published clients look for. */
const unauthorized = "Unauthorized client.";

export interface Stream {
  /** Whether an address is the stream's. */
  owns(url: string): boolean;
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all connections. */
  close(): Promise<void>;
}

type StreamServer = Server<Record<string, never>, StreamNews, Record<string, never>, StreamSocketData>;

class EventStream implements Stream {
  readonly #deps: StreamDeps;
  readonly #limits: StreamLimits;
  readonly #engine: StreamEngine;
  readonly #io: StreamServer = new Server({ serveClient: false, connectTimeout: connectTimeoutMs });
  readonly #admission: StreamAdmission;
  readonly #clients = new StreamClients();
  readonly #telling: StreamTelling;
  /** What first requests of connections had in their address. */
  readonly #credentials = new WeakMap<IncomingMessage, StreamCredentials>();
  readonly #refused = new WeakSet<IncomingMessage>();
  readonly #upgraded = new Set<Duplex>();
  readonly #rechecks: NodeJS.Timeout;
  #rechecking = false;

  constructor(deps: StreamDeps) {
    this.#deps = deps;
    this.#limits = { ...usualLimits, ...deps.limits };
    this.#engine = new StreamEngine({ ...engineOptions, answerHeaders: answerHeaders(deps.publicUrl.startsWith("https:")) });
    this.#admission = new StreamAdmission(this.#limits.admission);
    this.#telling = new StreamTelling({ ...deps, base: toAutomaticBase(deps.publicUrl) }, this.#clients, () => void this.#recheck());
    this.#io.bind(this.#engine);
    this.#io.use((socket, next) => void this.#admit(socket, next));
    this.#io.on("connection", (socket) => this.#open(socket));
    this.#rechecks = setInterval(() => void this.#recheck(), this.#limits.recheckMs).unref();
  }

  owns(url: string): boolean {
    return /^\/socket\.io(?:[/?]|$)/.test(url);
  }

  handleRequest(request: IncomingMessage, response: ServerResponse): void {
    const refusal = this.#begin(request);
    if (!refusal) {
      this.#engine.handleRequest(request as Parameters<StreamEngine["handleRequest"]>[0], response);
      return;
    }
    const { status, message, headers } = refusal;
    response.writeHead(status, { ...headers, "Content-Type": "application/json" });
    // As engine.io says what it forbids.
    response.end(JSON.stringify({ code: 4, message }));
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.#begin(request);
    if (refusal) {
      this.#engine.refuse(socket, refusal);
      return;
    }
    this.#upgraded.add(socket);
    socket.once("close", () => this.#upgraded.delete(socket));
    this.#engine.handleUpgrade(request as Parameters<StreamEngine["handleUpgrade"]>[0], socket, head);
  }

  async close(): Promise<void> {
    clearInterval(this.#rechecks);
    this.#telling.stop();
    const ended = Promise.all([...this.#upgraded].map((socket) => new Promise((resolve) => socket.once("close", resolve))));
    const goodbye = setTimeout(() => {
      for (const socket of this.#upgraded) socket.destroy();
    }, goodbyeMs);
    await this.#io.close();
    await ended;
    clearTimeout(goodbye);
  }

  /** Takes the credentials of a request and counts it where it begins a connection; says why it must not go on, if so. */
  #begin(request: IncomingMessage): SocketAnswer | undefined {
    const credentials = takeFromUrl(request, this.#deps.secretInUrl) ?? readHeader(request.headers.authorization);
    const { method = "", headers } = request;
    if (!methods.includes(method)) return { status: 405, message: "Method not allowed.", headers: { Allow: methods.join(", ") } };
    if (isPlainHttp(this.#deps.publicUrl, headers["x-forwarded-proto"])) return { status: 403, message: plainHttpText };
    if (credentials) this.#credentials.set(request, credentials);
    const isFirst = method === "GET" && !new URL(request.url ?? "/", "http://localhost").searchParams.has("sid");
    const waitS = isFirst ? this.#admission.admit(networkOfRequest(request)) : 0;
    return waitS > 0 ? { status: 429, message: "Too many connections.", headers: { "Retry-After": String(waitS) } } : undefined;
  }

  async #admit(socket: StreamSocket, next: (error?: Error) => void): Promise<void> {
    const { request, handshake } = socket;
    const network = networkOfRequest(request);
    // Who tries again on the same connection has not been counted yet.
    if (this.#refused.has(request) && this.#admission.admit(network) > 0) return void socket.conn.close(true);
    try {
      const given = this.#credentials.get(request) ?? readAuth(handshake.auth);
      this.#credentials.delete(request);
      const key = given && (await findStreamKey(this.#deps, given));
      this.#refused.add(request);
      if (!key) return next(new Error(unauthorized));
      socket.data.isAllowed = (await listAllowedApps(this.#deps.db, [key.appId])).has(key.appId);
      // Last of all: of several at once each is counted before the next one is asked.
      if (this.#clients.of(key.appId).size >= this.#limits.connectionsPerApp) return next(new Error("Too many connections of this app."));
      this.#refused.delete(request);
      this.#admission.takeBack(network);
      socket.data.key = key;
      next();
    } catch (error) {
      this.#deps.log.error({ err: error }, "stream: a client could not be checked");
      // It may try again: nothing is wrong with what it said.
      socket.conn.close(true);
    }
  }

  #open(socket: StreamSocket): void {
    const { key, isAllowed = false } = socket.data;
    if (!key) return void socket.disconnect(true);
    const stream: OpenStream = { socket, key, wasAllowed: isAllowed };
    this.#clients.add(stream);
    this.#telling.update();
    limitBuffer(socket.conn, this.#limits.bufferLength, () => this.#deps.log.warn({ appId: key.appId }, "stream: a client was too slow"));
    socket.on("disconnect", () => {
      this.#clients.remove(stream);
      this.#telling.update();
      socket.conn.close();
    });
  }

  /**
   * Ends connections that were opened with what is good no more (a secret that was replaced, an app that is gone), and those of apps
   * that the last person has taken back what they allowed: such a client may connect again and wait for the next one.
   */
  async #recheck(): Promise<void> {
    if (this.#clients.isEmpty || this.#rechecking) return;
    this.#rechecking = true;
    try {
      const { db, now } = this.#deps;
      const streams = this.#clients.all();
      const hashes = [...new Set(streams.map(({ key }) => key.hash))];
      const [standing, allowed] = await Promise.all([listStandingSecrets(db, hashes, now()), listAllowedApps(db, this.#clients.appIds())]);
      for (const stream of streams) {
        const isAllowed = allowed.has(stream.key.appId);
        if (!standing.has(stream.key.hash)) stream.socket.disconnect(true);
        else if (stream.wasAllowed && !isAllowed) stream.socket.conn.close();
        else stream.wasAllowed ||= isAllowed;
      }
    } catch (error) {
      this.#deps.log.warn({ err: error }, "stream: credentials could not be checked, will try again");
    } finally {
      this.#rechecking = false;
    }
  }
}

function networkOfRequest({ headers }: IncomingMessage): string {
  const forwardedFor = headers["x-forwarded-for"];
  return networkOf(Array.isArray(forwardedFor) ? forwardedFor.join(",") : forwardedFor);
}

/** The stream of the Automatic API. Requests and upgrades are handed to it by whoever owns the port. */
export function createStream(deps: StreamDeps): Stream {
  return new EventStream(deps);
}
