import { createHmac } from "node:crypto";

export interface SignedMessage {
  /** The same over all attempts, without dots. */
  id: string;
  /** When it is sent. */
  at: Date;
  /** The very text that is sent. */
  body: string;
}

/**
 * The headers of Standard Webhooks 1.0: a signature by each secret (`whsec_…`), so that receivers may go over from one to the next.
 */
export function signWebhook({ id, at, body }: SignedMessage, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
