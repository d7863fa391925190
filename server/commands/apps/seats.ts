import type { Db, Tx } from "#db/client.ts";
import type { Client } from "#db/queries/apps/oauth-clients.ts";
import { countPeople } from "#db/queries/apps/oauth-grants.ts";
import { AppError } from "#server/domain/errors.ts";

/** How many people an app in development mode may have tokens of, as the documents say. */
export const seatsInDevelopment = 25;

/** Whether a person may have tokens of an app: always in production; in development those who have some, and others while seats are free. */
export async function hasSeat(
  db: Db | Tx,
  client: Pick<Client, "appId" | "mode">,
  { userId, at }: { userId: number; at: Date },
): Promise<boolean> {
  if (client.mode === "production") return true;
  const { others, isOne } = await countPeople(db, { appId: client.appId, userId, at });
  return isOne || others < seatsInDevelopment;
}

/** Throws `forbidden` without a seat; who holds the app for `update` meanwhile is sure of it. */
export async function requireSeat(...args: Parameters<typeof hasSeat>): Promise<void> {
  if (await hasSeat(...args)) return;
  throw new AppError("forbidden", `The app is in development mode and has its ${seatsInDevelopment} people.`, { word: "access_denied" });
}
