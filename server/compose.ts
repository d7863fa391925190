import { type Database, openDatabase } from "#db/client.ts";
import { createAutomaticApi } from "./api/automatic/index.ts";
import { createCarnotApi } from "./api/carnot/index.ts";
import { createIngestApi } from "./api/ingest/index.ts";
import { createStreamTickets, type StreamTickets } from "./auth/stream-tickets.ts";
import type { CommandDeps } from "./commands/deps.ts";
import type { OpenApiDocument } from "./domain/apps/api-reference/reference.ts";
import { type Env, readEnv } from "./env.ts";
import { createEventBus, type EventBus } from "./events/bus.ts";
import { createLiveStreams, type LiveStreams } from "./events/live-streams.ts";
import { createFileStore, type FileStore } from "./files/file-store.ts";
import { createSpool } from "./files/spool.ts";
import { createLog, type Log } from "./log.ts";
import { createNotifierIdentity } from "./notify/create-notifier.ts";
import type { NotifierIdentity } from "./notify/notifier.ts";

/** A public API: answers requests below its base URL, /api/<name>. */
export interface Family {
  fetch(request: Request, bindings?: object): Response | Promise<Response>;
}
export type Families = Record<string, Family>;

export interface Composition {
  env: Env;
  log: Log;
  database: Database;
  deps: CommandDeps;
  bus: EventBus;
  /** Where uploaded documents lie. */
  files: FileStore;
  notifier: NotifierIdentity;
  /** With which apps open the stream of events: a family gives them, the web process takes them. */
  tickets: StreamTickets;
  /** How many live streams of screens each session and person has open. */
  liveStreams: LiveStreams;
  families: Families;
}

declare global {
  var motorpool: Composition | undefined;
}

function createFamilies({ deps, env, log, bus, files, tickets }: Omit<Composition, "families">): Families {
  const publicApi = { ...deps, log, bus, publicUrl: env.PUBLIC_URL, requestsPerMinute: env.API_REQUESTS_PER_MINUTE };
  return {
    ingest: createIngestApi({ ...deps, log, publicUrl: env.PUBLIC_URL, spool: createSpool(env.DATA_DIR) }),
    carnot: createCarnotApi({ ...publicApi, files }),
    automatic: createAutomaticApi({ ...publicApi, tickets }),
  };
}

function createComposition(): Composition {
  const env = readEnv();
  const log = createLog(env.LOG_LEVEL, "web");
  const database = openDatabase(env.DATABASE_URL);
  const deps: CommandDeps = { db: database.orm, now: () => new Date() };
  const bus = createEventBus({ sql: database.sql, log });
  const tickets = createStreamTickets({ secret: env.NEXTAUTH_SECRET, now: deps.now });
  const parts = {
    env,
    log,
    database,
    deps,
    bus,
    files: createFileStore(env.DATA_DIR),
    notifier: createNotifierIdentity(env),
    tickets,
    liveStreams: createLiveStreams(),
  };
  return { ...parts, families: createFamilies(parts) };
}

/** What a public API says of itself, as its own route answers it; null for one that does not exist. */
export async function describeFamily(families: Families, name: string): Promise<OpenApiDocument | null> {
  const family = Object.hasOwn(families, name) ? families[name] : undefined;
  const answer = await family?.fetch(new Request(`http://localhost/api/${name}/openapi.json`));
  return answer ? answer.json() : null;
}

let reloadedFamilies: Families | undefined;

/**
 * The composition root of the web process: built on first use (`next build` runs route modules without an environment)
 * and kept on globalThis, so that Next's own copy of this module and web.ts share one of everything.
 * While developing, Next loads this module anew after a change, and the families with it.
 */
export function compose(): Composition {
  globalThis.motorpool ??= createComposition();
  const shared = globalThis.motorpool;
  if (shared.env.NODE_ENV !== "development") return shared;
  reloadedFamilies ??= createFamilies(shared);
  return { ...shared, families: reloadedFamilies };
}
