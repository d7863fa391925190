import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setFlagsFromString } from "node:v8";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { createStream } from "./api/automatic/stream.ts";
import { networkOf } from "./auth/network.ts";
import { answerHeaders } from "./auth/security-headers.ts";
import { compose, type Family } from "./compose.ts";
import { checkFamilyHosts, hostOf, toFamilyPath } from "./family-hosts.ts";
import { scrubOutput } from "./log.ts";
import { onStop } from "./process-stop.ts";
import { dropForeignHeaders } from "./web-headers.ts";
import { prepareForNext } from "./web-next.ts";
import { createPace, startLoopMeter } from "./web-pace.ts";
import { answerBrokenRequests, answerRefusal, prepareRequest } from "./web-refusals.ts";
import { declineUpgrade } from "./web-upgrade.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const openStreamsGraceMs = 2000;

scrubOutput();
// On a machine with much memory V8 collects old garbage late: what a long upload leaves behind would add up to several hundred megabytes.
setFlagsFromString("--heap-growing-percent=60");
const { env, log, families, bus, database, deps, tickets } = compose();
try {
  checkFamilyHosts(env.FAMILY_HOSTS, Object.keys(families));
} catch (error) {
  giveUp(error);
}
const dev = env.NODE_ENV === "development";
// Next hangs its own upgrades on the server it is given: not on ours, where it would get those of the stream too.
const sideOfNext = createServer();
const app = next({ dev, hostname: env.HOST, port: env.PORT, httpServer: sideOfNext });
await app.prepare();
const answerWithNext: Handler = app.getRequestHandler();
const begin = createPace({ places: 1, lookEveryMs: 10, longestMs: 250, startMeter: startLoopMeter });

/** Whoever has gone before it was their turn is not answered. */
function handleWithNext(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const network = networkOf(request.headers["x-forwarded-for"]?.toString());
  return begin(network, async () => {
    if (!response.destroyed) await answerWithNext(request, response);
  });
}

function giveUp(error: unknown): never {
  process.stderr.write(`The web server cannot start: ${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

function handleWithFamily(family: Family): Handler {
  const errorHandler = (error: unknown): Response => {
    log.error({ err: error }, "web: a public API failed");
    return Response.json({ error: "internal" }, { status: 500 });
  };
  return getRequestListener((request, bindings) => family.fetch(request, bindings), { overrideGlobalObjects: false, errorHandler });
}

// While developing, Next serves the families too: it reloads their code after a change.
const handlers = new Map(dev ? [] : Object.entries(families).map(([name, family]) => [name, handleWithFamily(family)]));

function handlerFor(url: string): Handler {
  const family = /^\/api\/([a-z0-9-]+)(?:[/?]|$)/.exec(url)?.[1];
  return (family && handlers.get(family)) || handleWithNext;
}

const stream = createStream({
  ...deps,
  bus,
  log,
  tickets,
  publicUrl: env.PUBLIC_URL,
  secretInUrl: env.STREAM_SECRET_IN_URL,
});

/** Long uploads over slow lines take a while; slower senders than the least rate of api/request-body.ts are cut off much sooner. */
const requestTimeoutMs = 3_600_000;

const headers = new Map(Object.entries(answerHeaders(env.PUBLIC_URL.startsWith("https:"))));
const ownHost = new URL(env.PUBLIC_URL).host;
// Node answers a request without Host before it reaches us: we look for it ourselves.
const limits = { headersTimeout: 20_000, requestTimeout: requestTimeoutMs, keepAliveTimeout: 65_000, requireHostHeader: false };

const server = createServer(limits, (request, response) => {
  response.setHeaders(headers);
  dropForeignHeaders(request, { trustProxy: env.TRUST_PROXY, development: dev });
  const refusal = prepareRequest(request, ownHost);
  if (refusal) return answerRefusal(response, refusal);
  const url = toFamilyPath(env.FAMILY_HOSTS, hostOf(request.headers, env.TRUST_PROXY), request.url ?? "/");
  if (stream.owns(url)) return stream.handleRequest(request, response);
  request.url = url;
  const handle = handlerFor(url);
  const unfit = handle === handleWithNext ? prepareForNext(request) : undefined;
  if (unfit) return answerRefusal(response, unfit);
  handle(request, response).catch((error) => {
    log.error({ err: error }, "web: a request failed");
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
answerBrokenRequests(server, Object.fromEntries(headers));

server.on("upgrade", (request, socket, head) => {
  const url = request.url ?? "/";
  // While developing, screens hear of changed files over Next's own socket.
  if (dev && url.startsWith("/_next/") && sideOfNext.emit("upgrade", request, socket, head)) return;
  if (!stream.owns(url)) return declineUpgrade(server, request, socket, head);
  dropForeignHeaders(request, { trustProxy: env.TRUST_PROXY, development: dev });
  stream.handleUpgrade(request, socket, head);
});

server.once("error", (error) => {
  const inUse = "code" in error && error.code === "EADDRINUSE";
  giveUp(inUse ? `Port ${env.PORT} on ${env.HOST} is in use. Stop what uses it, or choose another with PORT.` : error);
});
await bus.ready();
server.listen(env.PORT, env.HOST, () => {
  log.info({ host: env.HOST, port: env.PORT }, "web: ready");
  process.send?.("ready");
});

onStop(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  // Uploads finish; streams would stay open for ever.
  setTimeout(() => server.closeAllConnections(), openStreamsGraceMs).unref();
  await stream.close();
  await closed;
  await app.close();
  await database.close();
});
