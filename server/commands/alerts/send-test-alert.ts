import { findMember } from "#db/queries/accounts/members.ts";
import { listPushSubscriptions } from "#db/queries/alerts/channels.ts";
import { hasTestSince } from "#db/queries/alerts/messages.ts";
import { requireUser } from "#server/commands/authorise.ts";
import type { NotifyDeps } from "#server/commands/deps.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { queueMessage } from "./queue-message.ts";

const waitMs = 10_000;

/**
 * Has a test sent to oneself by e-mail and to each of one's browsers that is not switched off, whatever the rules say; once in ten
 * seconds. What comes of it is in the messages, each of which is tried once. Throws `rate_limited`.
 */
export async function sendTestAlert({ db, now, notifier }: NotifyDeps, scope: Scope): Promise<void> {
  const userId = requireUser(scope);
  if (!(await findMember(db, userId, scope.accountId))) throw new AppError("forbidden", "You may not do this.");
  const createdAt = now();
  const about = { accountId: scope.accountId, userId, kind: "test" as const, alertId: null, sendAfter: null, createdAt };
  const subject = "Motorpool: a test";
  const body = "This is how alerts reach you.";
  await db.transaction(async (tx) => {
    if (await hasTestSince(tx, scope, userId, new Date(createdAt.getTime() - waitMs))) {
      throw new AppError("rate_limited", "Wait a moment before the next test.", { retryAfterS: waitMs / 1000 });
    }
    const mail = { channel: "email" as const, body: `${body}\n\n${notifier.publicUrl}/alerts\n`, pushSubscriptionId: null, browser: null };
    await queueMessage(tx, { ...about, ...mail, subject });
    for (const { id, label, disabledAt } of await listPushSubscriptions(tx, userId)) {
      if (disabledAt) continue;
      await queueMessage(tx, { ...about, channel: "push", subject, body, pushSubscriptionId: id, browser: label });
    }
  });
}
