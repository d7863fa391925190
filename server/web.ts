import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { compose, type Family } from "./compose.ts";
import { onStop } from "./process-stop.ts";
import { dropForeignHeaders } from "./web-headers.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const openStreamsGraceMs = 2000;

const { env, log, families, bus, database } = compose();
const dev = env.NODE_ENV === "development";
const app = next({ dev, hostname: env.HOST, port: env.PORT });
await app.prepare();
const handleWithNext: Handler = app.getRequestHandler();

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

const server = createServer({ headersTimeout: 20_000, requestTimeout: 300_000, keepAliveTimeout: 65_000 }, (request, response) => {
  dropForeignHeaders(request, { trustProxy: env.TRUST_PROXY, development: dev });
  handlerFor(request.url ?? "/")(request, response).catch((error) => {
    log.error({ err: error }, "web: a request failed");
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
if (dev) server.on("upgrade", app.getUpgradeHandler());

server.once("error", (error) => {
  const inUse = "code" in error && error.code === "EADDRINUSE";
  const reason = inUse ? `Port ${env.PORT} on ${env.HOST} is in use. Stop what uses it, or choose another with PORT.` : error.message;
  process.stderr.write(`The web server cannot start: ${reason}\n`);
  process.exit(1);
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
  await closed;
  await app.close();
  await database.close();
});
