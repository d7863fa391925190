/** The tries to deliver, and what they say of an app's receiver. */
import { eq } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { webhookDeliveries } from "../schema/apps.ts";

/** Makes a delivery due, whatever became of it. */
export async function noteRedelivery(tx: Tx, deliveryId: number, at: Date): Promise<void> {
  await tx.update(webhookDeliveries).set({ nextAttemptAt: at }).where(eq(webhookDeliveries.id, deliveryId));
}
