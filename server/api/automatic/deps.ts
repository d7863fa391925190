import type { Family } from "#server/api/family.ts";
import type { StreamTickets } from "#server/auth/stream-tickets.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import type { GrantScope } from "#server/domain/scope.ts";
import type { EventBus } from "#server/events/bus.ts";
import type { Log } from "#server/log.ts";

export interface AutomaticApiDeps extends CommandDeps {
  log: Log;
  /** Where callers reach this server; links begin with it. */
  publicUrl?: string;
  /** Tells when credentials change; without it each request looks them up. */
  bus?: EventBus;
  /** What the stream reads too; without it they open nothing. */
  tickets?: StreamTickets;
  requestsPerMinute?: number;
}

/** What the routes of this family are declared with. */
export type RouteDeps = AutomaticApiDeps & {
  publicUrl: string;
  /** Where this family is reached, `https://cars.example/api/automatic`: all addresses in answers begin with it. */
  base: string;
  tickets: StreamTickets;
};

export type AutomaticFamily = Family<GrantScope>;
