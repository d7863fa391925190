import type { Tx } from "#db/client.ts";
import {
  beginAttempt,
  changeDelivery,
  type DueDelivery,
  type EndedWebhook,
  endAttempt,
  endWebhook,
  findDueDelivery,
  noteFailing,
  noteReached,
} from "#db/queries/apps/webhook-attempts.ts";
import { toMessageId } from "#db/queries/apps/webhook-deliveries.ts";
import { enqueueDeliverWebhook } from "#db/queries/queue/jobs.ts";
import { queueNotice } from "#server/commands/alerts/queue-message.ts";
import type { NotifyDeps } from "#server/commands/deps.ts";
import { toWebhookRetryTurn } from "#server/domain/alerts/delivery/turns.ts";
import { endsWebhook, hasArrived, isStale, mostAttempts, readRetryAfter, retryPauseMs } from "#server/domain/apps/delivery-schedule.ts";
import { isWebhookAllowed } from "#server/domain/apps/webhook-events.ts";
import type { SendWebhook, WebhookAnswer } from "#server/webhooks/send.ts";

export interface DeliveryDeps extends NotifyDeps {
  sendWebhook: SendWebhook;
}

/**
 * Makes one attempt to deliver, and plans the next one where it fails. What may not be sent any more is dropped: of people who have
 * revoked what they allowed, to apps whose webhook is gone or switched off, and news of a drive that nobody waits for.
 * The signal says that this server is stopping: the attempt is broken off and does not count.
 */
export async function deliverWebhook(
  deps: DeliveryDeps,
  { deliveryId, once = false }: { deliveryId: number; once?: boolean | undefined },
  signal?: AbortSignal,
): Promise<void> {
  const { db } = deps;
  const at = deps.now();
  const delivery = await findDueDelivery(db, deliveryId, at);
  if (!delivery) return;
  const { webhookUrl } = delivery;
  if (webhookUrl === null || !mayBeSent(delivery, once, at)) {
    await db.transaction((tx) => end(tx, delivery, delivery.status === "waiting" ? "dropped" : delivery.status, at));
    return;
  }
  // All attempts were made, and the process that made the last one never told what came of it.
  if (!once && delivery.attempts >= mostAttempts(delivery.schedule)) {
    await db.transaction((tx) => end(tx, delivery, "failed", at));
    return;
  }
  const attemptId = await db.transaction((tx) => beginAttempt(tx, deliveryId, at));
  if (attemptId === undefined) return;
  const answer = await deps.sendWebhook({ ...toMessage(delivery, at), url: webhookUrl }, signal);
  const settled = { delivery, attemptId, answer, once, at: deps.now() };
  await db.transaction(async (tx) => {
    const ended = await settle(tx, settled);
    if (ended) await queueOwnerNotice(tx, ended, settled.at, deps.notifier.publicUrl);
  });
}

/** Asked right before each attempt, for whatever reason it is made. */
function mayBeSent({ disabledAt, grantId, type, held, createdAt }: DueDelivery, once: boolean, at: Date): boolean {
  if (disabledAt) return false;
  if (grantId !== null && !isWebhookAllowed(type, held)) return false;
  return once || !isStale(type, at.getTime() - createdAt.getTime());
}

function toMessage({ uid, body, salt, previousSalt, previousUntil }: DueDelivery, at: Date) {
  const signsBoth = previousSalt !== null && previousUntil !== null && previousUntil > at;
  return { id: toMessageId(uid), at, body, salts: signsBoth ? [salt, previousSalt] : [salt] };
}

interface Settled {
  delivery: DueDelivery;
  attemptId: number;
  answer: WebhookAnswer;
  once: boolean;
  at: Date;
}

async function settle(tx: Tx, settled: Settled): Promise<EndedWebhook | undefined> {
  const { delivery, attemptId, answer, at } = settled;
  const { durationMs, status, error, answer: text } = answer;
  await endAttempt(tx, attemptId, { durationMs, status, error, answer: text });
  if (answer.interrupted) {
    await tryAgain(tx, settled, at);
    return undefined;
  }
  if (hasArrived(status)) {
    await noteReached(tx, delivery.appId);
    await end(tx, delivery, "arrived", at);
    return undefined;
  }
  const failingSince = await noteFailing(tx, delivery.appId, at);
  const pauseMs = findPause(settled);
  if (pauseMs === null) await end(tx, delivery, delivery.status === "arrived" ? "arrived" : "failed", at);
  else await tryAgain(tx, settled, new Date(at.getTime() + pauseMs));
  const reason = endsWebhook(status, at.getTime() - failingSince.getTime());
  return reason ? endWebhook(tx, delivery.appId, reason, at) : undefined;
}

/** Until the next attempt, ms; null: there is none. */
function findPause({ delivery, answer, once, at }: Settled): number | null {
  // A receiver that is gone is not asked again.
  if (once || answer.status === 410) return null;
  const { schedule, attempts } = delivery;
  const retryAfterMs = readRetryAfter(answer.retryAfter, at);
  return retryPauseMs({ schedule, attempts: attempts + 1, status: answer.status, retryAfterMs, spread: Math.random() });
}

async function tryAgain(tx: Tx, { delivery, answer, once }: Settled, nextAttemptAt: Date): Promise<void> {
  const { id, status } = delivery;
  await changeDelivery(tx, id, { status, nextAttemptAt, endedAt: null }, answer.interrupted);
  await enqueueDeliverWebhook(tx, { deliveryId: id, ...(once && { once }) }, toWebhookRetryTurn(delivery), nextAttemptAt);
}

const end = (tx: Tx, { id }: DueDelivery, status: DueDelivery["status"], at: Date) =>
  changeDelivery(tx, id, { status, nextAttemptAt: null, endedAt: at });

const reasons = {
  gone: "It answered that it is gone for good (410).",
  failing: "For five days nothing that was sent to it has arrived.",
};

/** The page of the app says it in any case. */
async function queueOwnerNotice(tx: Tx, ended: EndedWebhook, at: Date, publicUrl: string): Promise<void> {
  const { appId, accountId, ownerId, name, webhookUrl, reason } = ended;
  const subject = `Motorpool: the webhook of ${name} is switched off`;
  const page = `${publicUrl}/developers/apps/${appId}`;
  const body = `Nothing is sent to ${webhookUrl} any more. ${reasons[reason]}\n\nOnce it answers again, switch it on here:\n${page}\n`;
  await queueNotice(tx, { accountId, userId: ownerId, subject, body, createdAt: at });
}
