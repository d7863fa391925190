import type { CommandDeps } from "#server/commands/deps.ts";
import type { Spool } from "#server/files/spool.ts";
import type { Log } from "#server/log.ts";
import type { IngestLimits } from "./limits.ts";

export interface IngestApiDeps extends CommandDeps {
  log: Log;
  /** Where the server is reached; absent: without https. */
  publicUrl?: string;
  /** Where long uploads wait until they are stored. */
  spool: Spool;
  limits?: Partial<IngestLimits>;
}
