import type { Tx } from "#db/client.ts";
import { insertMessage, type NewMessage } from "#db/queries/alerts/messages.ts";
import { enqueueDeliverMessage } from "#db/queries/queue/jobs.ts";
import { toMessageTurn } from "#server/domain/alerts/delivery/turns.ts";

/** Stores a message and has it sent, at once or at the end of the quiet hours; nothing where the person has it already. */
export async function queueMessage(tx: Tx, message: NewMessage): Promise<void> {
  const messageId = await insertMessage(tx, message);
  if (messageId !== undefined) await enqueueDeliverMessage(tx, messageId, toMessageTurn(message), message.sendAfter ?? undefined);
}

export interface Notice {
  accountId: number;
  userId: number;
  subject: string;
  /** Plain text. */
  body: string;
  createdAt: Date;
}

/** Has a person of the account mailed about this server itself: whatever they chose for alerts. */
export function queueNotice(tx: Tx, notice: Notice): Promise<void> {
  return queueMessage(tx, {
    ...notice,
    kind: "notice",
    alertId: null,
    channel: "email",
    pushSubscriptionId: null,
    browser: null,
    sendAfter: null,
  });
}
