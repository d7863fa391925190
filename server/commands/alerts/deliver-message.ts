import type { Tx } from "#db/client.ts";
import { deletePushSubscription, notePushUse } from "#db/queries/alerts/channels.ts";
import { clearEndpointFailures, disableEndpoint, noteEndpointFailure } from "#db/queries/alerts/endpoints.ts";
import { beginMessageAttempt, type DueMessage, deferMessage, endMessage, findDueMessage } from "#db/queries/alerts/message-attempts.ts";
import { dropMessages } from "#db/queries/alerts/messages.ts";
import { enqueueDeliverMessage } from "#db/queries/queue/jobs.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { endpointPauseMs, endsEndpoint, isGivenUp, mostMessageAttempts, toEndpointKey } from "#server/domain/alerts/delivery/endpoint.ts";
import { toMessageTurn } from "#server/domain/alerts/delivery/turns.ts";
import { readRetryAfter } from "#server/domain/apps/delivery-schedule.ts";
import type { Notifier, SendFailure, SendResult } from "#server/notify/notifier.ts";
import { queueNotice } from "./queue-message.ts";

export interface MessageDeps extends CommandDeps {
  notifier: Notifier;
  /** Messages that were accepted when the database did not answer: they are not sent once more by this process. */
  accepted: Set<number>;
}

/**
 * Makes one attempt to send a message, and plans the next one where it fails. What fails leaves its endpoint alone for a while, with
 * all other messages to it; what may not be sent any more is dropped. The signal says that this server is stopping: the attempt is
 * broken off and does not count.
 */
export async function deliverMessage(deps: MessageDeps, messageId: number, signal?: AbortSignal): Promise<void> {
  const { db, accepted } = deps;
  const begunAt = deps.now();
  const message = await findDueMessage(db, messageId);
  if (!message) return;
  const end = accepted.has(messageId) ? null : findEnd(deps, message, begunAt);
  if (end) return endMessage(db, messageId, end);
  // Somebody waits for a test, and wants to know whether it works by now.
  if (message.kind !== "test" && message.pausedUntil && message.pausedUntil > begunAt) {
    const { pausedUntil: nextAttemptAt, pauseError: error } = message;
    return db.transaction((tx) => tryLater(tx, message, { nextAttemptAt, error }));
  }
  if (!accepted.has(messageId) && !(await beginMessageAttempt(db, messageId))) return;
  const result = accepted.has(messageId) ? ({ outcome: "sent" } as const) : await send(deps, message, signal);
  if (result.outcome === "sent") accepted.add(messageId);
  await db.transaction((tx) => settle(tx, { message, result, begunAt, at: deps.now(), publicUrl: deps.notifier.publicUrl }));
  accepted.delete(messageId);
}

/** Why nothing is sent, asked right before each attempt; null: it is. */
function findEnd({ notifier }: MessageDeps, message: DueMessage, at: Date): Parameters<typeof endMessage>[2] | null {
  const { pushSubscriptionId, browser, isWanted, isEndpointDisabled, attempts, dueAt } = message;
  if (!isWanted) return { status: "dropped", error: "The person does not get such messages any more." };
  if (pushSubscriptionId !== null && !browser) return { status: "dropped", error: "The browser was removed." };
  if (isEndpointDisabled) return { status: "dropped", error: "Nothing sent there arrived, so it was switched off." };
  if (pushSubscriptionId === null && !notifier.sendMail) return { status: "preview", error: null };
  if (isGivenUp(dueAt, at) || attempts >= mostMessageAttempts) return { status: "failed" };
  return null;
}

async function send({ notifier }: MessageDeps, message: DueMessage, signal: AbortSignal | undefined): Promise<SendResult> {
  const { uid, alertId, address, subject, body, browser } = message;
  if (browser) {
    const about = alertId === null ? { path: "/alerts", tag: message.kind } : { path: `/alerts/${alertId}`, tag: `alert-${alertId}` };
    return notifier.sendPush(browser, { title: subject, body, ...about }, signal);
  }
  if (!notifier.sendMail) throw new Error("There is no mail server.");
  return notifier.sendMail({ id: uid, to: address, subject, text: body }, signal);
}

interface Settled {
  message: DueMessage;
  result: SendResult;
  begunAt: Date;
  at: Date;
  publicUrl: string;
}

async function settle(tx: Tx, settled: Settled): Promise<void> {
  const { message, result, at } = settled;
  const { id, userId, pushSubscriptionId } = message;
  if (result.outcome === "failed") return settleFailure(tx, settled, result);
  if (result.outcome === "interrupted") return tryLater(tx, message, { nextAttemptAt: at }, true);
  if (result.outcome === "gone") {
    await endMessage(tx, id, { status: "dropped", error: "The browser has unsubscribed." });
    if (pushSubscriptionId !== null) await deletePushSubscription(tx, userId, { id: pushSubscriptionId });
    return;
  }
  await endMessage(tx, id, { status: "sent", error: null, sentAt: at });
  await clearEndpointFailures(tx, [toEndpointKey(message), ...(pushSubscriptionId === null ? (["mail-server"] as const) : [])]);
  if (pushSubscriptionId !== null) await notePushUse(tx, pushSubscriptionId, at);
}

async function settleFailure(tx: Tx, { message, begunAt, at, publicUrl }: Settled, failure: SendFailure): Promise<void> {
  const { userId, pushSubscriptionId } = message;
  const { error, fault, isFinal } = failure;
  const of = fault === "service" ? { key: "mail-server" as const } : { key: toEndpointKey(message), userId, pushSubscriptionId };
  const retryAfterMs = readRetryAfter(failure.retryAfter, at);
  const pauseMs = (failures: number) => endpointPauseMs({ failures, retryAfterMs, spread: Math.random() });
  const { failingSince, pausedUntil } = await noteEndpointFailure(tx, { ...of, begunAt, at, error, pauseMs });
  if (isFinal || message.kind === "test") await endMessage(tx, message.id, { status: "failed", error });
  else await tryLater(tx, message, { nextAttemptAt: pausedUntil, error });
  if (fault === "service") return;
  // It was the mail server that said so: it works.
  if (pushSubscriptionId === null) await clearEndpointFailures(tx, ["mail-server"]);
  if (endsEndpoint(at.getTime() - failingSince.getTime())) await switchOff(tx, message, at, publicUrl);
}

async function tryLater(tx: Tx, message: DueMessage, change: Parameters<typeof deferMessage>[2], uncounted?: boolean): Promise<void> {
  await deferMessage(tx, message.id, change, uncounted);
  await enqueueDeliverMessage(tx, message.id, toMessageTurn(message), change.nextAttemptAt);
}

/** Sends nothing there any more until its owner switches it on again; the screen of channels says so, and a mail where it is a browser. */
async function switchOff(tx: Tx, message: DueMessage, at: Date, publicUrl: string): Promise<void> {
  const { accountId, userId, pushSubscriptionId, browser } = message;
  if (!(await disableEndpoint(tx, toEndpointKey(message), at))) return;
  const to = pushSubscriptionId === null ? { mailOfUserId: userId } : { pushSubscriptionId };
  await dropMessages(tx, to, "Nothing sent there arrived, so it was switched off.");
  if (!browser) return;
  const subject = `Motorpool: ${browser.label} gets no more alerts`;
  const body = `For five days nothing that was sent to this browser has arrived. Switch it on again here:\n${publicUrl}/alerts/rules\n`;
  await queueNotice(tx, { accountId, userId, subject, body, createdAt: at });
}
