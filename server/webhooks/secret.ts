import { createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Something new to work a signing secret out from; on its own it is no secret. */
export const newWebhookSalt = (): string => randomBytes(24).toString("base64url");

/**
 * What an app's webhooks are signed with (Standard Webhooks: `whsec_` and the key in base64), worked out from the server's secret and
 * the app's salt: the database alone is not enough to sign, and what is shown to the app's owner need not be stored.
 */
export function webhookSecret(masterSecret: string, salt: string): string {
  const key = hkdfSync("sha256", masterSecret, "", "motorpool webhook signing v1", 32);
  return `whsec_${createHmac("sha256", Buffer.from(key)).update(salt).digest("base64")}`;
}
