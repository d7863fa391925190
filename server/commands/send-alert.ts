import { deletePushSubscription, listPushTargets, notePushUse } from "#db/queries/alert-channels.ts";
import {
  claimMessage,
  findAlertToSend,
  insertMessages,
  listRecipients,
  listUnsentMessages,
  type UnsentMessage,
  updateUnsent,
} from "#db/queries/alert-messages.ts";
import { enqueueSendAlert } from "#db/queries/jobs.ts";
import type { AlertKind } from "#server/domain/alerts/alert.ts";
import { describeAlert } from "#server/domain/alerts/describe.ts";
import { quietUntil } from "#server/domain/alerts/quiet-hours.ts";
import { msPerDay } from "#server/domain/time.ts";
import type { NotifyDeps } from "./deps.ts";

/** What the driver is told too: how they drove, and their own papers. */
const driverKinds: readonly AlertKind[] = ["speed_limit", "hard_brake", "document_due"];
/** A message that could not be sent for this long is not news any more, ms. */
const giveUpAfterMs = msPerDay;

/**
 * Sends an alert by e-mail and push to those it is for, each person once at most by each channel; what falls into quiet hours
 * waits for their end. Throws when a message could not be sent, so that the queue tries again.
 */
export async function sendAlert(deps: NotifyDeps, alertId: number): Promise<void> {
  const alert = await findAlertToSend(deps.db, alertId);
  if (!alert) return;
  const now = deps.now();
  const sendAfter = await writeMessages(deps, alert, now);
  const failures: unknown[] = [];
  for (const message of await listUnsentMessages(deps.db, alertId)) {
    if (message.sendAfter && message.sendAfter > now) continue;
    const failure = await deliver(deps, message, alertId);
    if (failure !== undefined) failures.push(failure);
  }
  if (sendAfter) await enqueueSendAlert(deps.db, alertId, sendAfter);
  const givesUp = now.getTime() - (sendAfter ?? alert.createdAt).getTime() > giveUpAfterMs;
  if (failures.length > 0 && !givesUp) throw new AggregateError(failures, `${failures.length} messages could not be sent.`);
}

type AlertToSend = NonNullable<Awaited<ReturnType<typeof findAlertToSend>>>;

/** Writes the messages that are not there yet; gives when those that have to wait are to be sent. */
async function writeMessages({ db, notifier }: NotifyDeps, alert: AlertToSend, now: Date): Promise<Date | null> {
  const quietMs = alert.respectsQuiet ? quietUntil(alert.quiet, now.getTime()) : null;
  const sendAfter = quietMs === null ? null : new Date(quietMs);
  const recipients = await listRecipients(db, alert.accountId, driverKinds.includes(alert.kind) ? alert.driverId : null);
  const messages = recipients.flatMap(({ userId, units, timeZone, email, push }) => {
    const { subject, body } = describeAlert(alert, { units, timeZone: timeZone ?? alert.quiet.timeZone });
    const row = { accountId: alert.accountId, alertId: alert.id, userId, status: "waiting" as const, subject, sendAfter, createdAt: now };
    const mail = { ...row, channel: "email" as const, body: `${body}\n\n${notifier.publicUrl}/alerts/${alert.id}\n` };
    return [...(alert.email && email ? [mail] : []), ...(alert.push && push ? [{ ...row, channel: "push" as const, body }] : [])];
  });
  await insertMessages(db, messages);
  return messages.length > 0 ? sendAfter : null;
}

/** Sends one message; gives what went wrong, undefined when it is out or nobody is there to get it. */
async function deliver(deps: NotifyDeps, message: UnsentMessage, alertId: number): Promise<unknown> {
  if (!(await claimMessage(deps.db, message.id, deps.now()))) return undefined;
  try {
    await (message.channel === "email" ? deliverMail(deps, message) : deliverPush(deps, message, alertId));
    return undefined;
  } catch (error) {
    await updateUnsent(deps.db, message.id, { status: "failed", error: error instanceof Error ? error.message.slice(0, 500) : "unknown" });
    return error;
  }
}

async function deliverMail({ db, notifier }: NotifyDeps, { id, address, subject, body }: UnsentMessage): Promise<void> {
  if (notifier.sendMail) await notifier.sendMail({ to: address, subject, text: body });
  else await updateUnsent(db, id, { status: "preview", error: null });
}

/** To each of the person's browsers; failed when none could be told. */
async function deliverPush({ db, now, notifier }: NotifyDeps, { userId, subject, body }: UnsentMessage, alertId: number): Promise<void> {
  const note = { title: subject, body, path: `/alerts/${alertId}`, tag: `alert-${alertId}` };
  const failures: unknown[] = [];
  let sent = 0;
  for (const target of await listPushTargets(db, userId)) {
    try {
      const outcome = await notifier.sendPush(target, note);
      if (outcome === "gone") await deletePushSubscription(db, userId, { id: target.id });
      else sent++;
      if (outcome === "sent") await notePushUse(db, target.id, now());
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0 && sent === 0) throw failures[0];
}
