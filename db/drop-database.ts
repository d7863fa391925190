import { setTimeout as wait } from "node:timers/promises";
import type postgres from "postgres";

const pollMs = 20;
const patienceMs = 5000;

/**
 * Drops a database once the last connection to it is gone, at the latest after five seconds by force.
 * Pools answer that they are closed a moment before the server has noticed; a connection ended by force just then brings the process down.
 */
export async function dropDatabase(server: postgres.Sql, name: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < patienceMs && (await countConnections(server, name)) > 0; waitedMs += pollMs) await wait(pollMs);
  await server.unsafe(`drop database ${name} with (force)`);
}

async function countConnections(server: postgres.Sql, name: string): Promise<number> {
  const [row] = await server<{ count: number }[]>`select count(*)::int from pg_stat_activity where datname = ${name}`;
  return row?.count ?? 0;
}
