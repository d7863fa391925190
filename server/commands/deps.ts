import type { Db } from "#db/client.ts";
import type { Notifier } from "#server/notify/notifier.ts";

/** What every command needs: the database and a clock that tests can fix. */
export interface CommandDeps {
  db: Db;
  now: () => Date;
}

/** What commands need besides that tell people something. */
export interface NotifyDeps extends CommandDeps {
  notifier: Notifier;
}
