import type { Sql } from "postgres";

export interface PeopleCount {
  accounts: number;
  /** Those that the simulator drives. */
  demoAccounts: number;
  users: number;
}

/** How many there are in the whole installation: it tells a starter what to offer. */
export async function countPeople(sql: Sql): Promise<PeopleCount> {
  const [row] = await sql<PeopleCount[]>`
    select count(*)::int as accounts, count(*) filter (where demo)::int as "demoAccounts", (select count(*)::int from users) as users
    from accounts`;
  return row ?? { accounts: 0, demoAccounts: 0, users: 0 };
}
