import { eq, lt } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { endedSessions } from "#db/schema/accounts.ts";

/** Refuses a session's cookie from now on, and forgets those that have run out by themselves. */
export async function insertEndedSession(db: Db | Tx, id: string, expiresAt: Date, now: Date): Promise<void> {
  await db.delete(endedSessions).where(lt(endedSessions.expiresAt, now));
  await db.insert(endedSessions).values({ id, expiresAt }).onConflictDoNothing();
}

export async function isSessionEnded(db: Db | Tx, id: string): Promise<boolean> {
  const rows = await db.select({ id: endedSessions.id }).from(endedSessions).where(eq(endedSessions.id, id));
  return rows.length > 0;
}
