import { deleteEndedTokens, deleteExpiredAppSecrets, deleteOldDeliveries, deleteSpentCodes } from "#db/queries/apps/purge.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { msPerDay } from "#server/domain/time.ts";

/** How long the log of a webhook goes back. */
const deliveriesMs = 30 * msPerDay;
/** Ended tokens are kept for a while, for whoever looks into what happened. */
const tokensMs = 30 * msPerDay;
/** Codes are good for a minute. */
const codesMs = msPerDay;
const batchSize = 5000;

/** Deletes deliveries, codes, tokens and secrets of apps that nobody needs any more. Harmless to repeat. */
export async function sweepApps({ db, now }: CommandDeps): Promise<void> {
  const before = (ms: number) => new Date(now().getTime() - ms);
  while ((await deleteOldDeliveries(db, before(deliveriesMs), batchSize)) === batchSize);
  await deleteEndedTokens(db, before(tokensMs));
  await deleteSpentCodes(db, before(codesMs));
  await deleteExpiredAppSecrets(db, now());
}
