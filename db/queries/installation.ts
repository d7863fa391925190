import type { Sql } from "postgres";

/** How many accounts and users there are in the whole installation: zero tells a starter what to offer. */
export async function countPeople(sql: Sql): Promise<{ accounts: number; users: number }> {
  const [row] = await sql<{ accounts: number; users: number }[]>`
    select (select count(*)::int from accounts) as accounts, (select count(*)::int from users) as users`;
  return row ?? { accounts: 0, users: 0 };
}
