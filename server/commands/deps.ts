import type { Db } from "#db/client.ts";

/** What every command needs: the database and a clock that tests can fix. */
export interface CommandDeps {
  db: Db;
  now: () => Date;
}
