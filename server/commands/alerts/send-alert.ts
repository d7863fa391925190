import type { NewMessage } from "#db/queries/alerts/messages.ts";
import { findAlertToSend, listRecipients } from "#db/queries/alerts/recipients.ts";
import type { NotifyDeps } from "#server/commands/deps.ts";
import type { AlertKind } from "#server/domain/alerts/alert.ts";
import { describeAlert } from "#server/domain/alerts/describe.ts";
import { quietUntil } from "#server/domain/alerts/quiet-hours.ts";
import type { Role } from "#server/domain/scope.ts";
import { queueMessage } from "./queue-message.ts";

/** What the driver gets too: how they drove, and their own documents. */
const driverKinds: readonly AlertKind[] = ["speed_limit", "hard_brake", "document_due"];

/**
 * Decides whom an alert is sent to by e-mail and push, and stores one message for each address and browser, which the delivery pool
 * sends; what falls into quiet hours waits for their end. Harmless to repeat.
 */
export async function sendAlert(deps: NotifyDeps, alertId: number): Promise<void> {
  const alert = await findAlertToSend(deps.db, alertId);
  if (!alert) return;
  const messages = await writeMessages(deps, alert);
  await deps.db.transaction(async (tx) => {
    for (const message of messages) await queueMessage(tx, message);
  });
}

type AlertToSend = NonNullable<Awaited<ReturnType<typeof findAlertToSend>>>;

/** A key that expires is a matter of its maker and the account's owners, whatever else the other managers hear of. */
function isFor({ facts }: AlertToSend, { userId, role }: { userId: number; role: Role }): boolean {
  return !("madeBy" in facts) || role === "owner" || userId === facts.madeBy;
}

async function writeMessages({ db, now, notifier }: NotifyDeps, alert: AlertToSend): Promise<NewMessage[]> {
  const createdAt = now();
  const quietMs = alert.respectsQuiet ? quietUntil(alert.quiet, createdAt.getTime()) : null;
  const sendAfter = quietMs === null ? null : new Date(quietMs);
  const recipients = await listRecipients(db, alert.accountId, driverKinds.includes(alert.kind) ? alert.driverId : null);
  const concerned = recipients.filter((person) => isFor(alert, person));
  return concerned.flatMap(({ userId, units, timeZone, email, browsers }) => {
    const { subject, body } = describeAlert(alert, { units, timeZone: timeZone ?? alert.quiet.timeZone });
    const about = { accountId: alert.accountId, alertId: alert.id, userId, kind: "alert" as const, subject, sendAfter, createdAt };
    const mail = { channel: "email" as const, body: `${body}\n\n${notifier.publicUrl}/alerts/${alert.id}\n` };
    const pushes = alert.push ? browsers : [];
    return [
      ...(alert.email && email ? [{ ...about, ...mail, pushSubscriptionId: null, browser: null }] : []),
      ...pushes.map(({ id, label }) => ({ ...about, channel: "push" as const, body, pushSubscriptionId: id, browser: label })),
    ];
  });
}
