import type { Family } from "#server/api/family.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { EventBus } from "#server/events/bus.ts";
import type { FileStore } from "#server/files/file-store.ts";
import type { Log } from "#server/log.ts";

export interface CarnotApiDeps extends CommandDeps {
  log: Log;
  /** Where callers reach this server; links begin with it. */
  publicUrl?: string;
  /** Tells when credentials change; without it each request looks them up. */
  bus?: EventBus;
  /** Where documents lie; without it none can be sent or fetched. */
  files?: FileStore;
  requestsPerMinute?: number;
}

/** What the routes of this family are declared with. */
export type RouteDeps = CarnotApiDeps & { publicUrl: string };

export type CarnotFamily = Family<Scope>;
