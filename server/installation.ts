import { openDatabase } from "#db/client.ts";
import * as queries from "#db/queries/accounts/installation.ts";

/** For the starters, which have no pool of their own. */
export async function countPeople(url: string): Promise<queries.PeopleCount> {
  const database = openDatabase(url, { max: 1 });
  try {
    return await queries.countPeople(database.sql);
  } finally {
    await database.close();
  }
}
