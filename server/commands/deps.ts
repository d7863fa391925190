import type { Db } from "#db/client.ts";
import type { NotifierIdentity } from "#server/notify/notifier.ts";

/** What every command needs: the database and a clock that tests can fix. */
export interface CommandDeps {
  db: Db;
  now: () => Date;
}

/** What commands need besides that write to people or apps. They store what is to be sent; the delivery pool sends it. */
export interface NotifyDeps extends CommandDeps {
  notifier: NotifierIdentity;
}
