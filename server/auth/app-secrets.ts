import { timingSafeEqual } from "node:crypto";
import { type Client, listClientSecretHashes } from "#db/queries/apps/oauth-clients.ts";
import type { Queryable } from "#db/queries/visibility.ts";
import { hashToken, looksLikeToken } from "./tokens.ts";

/** Whether a secret is one of the app's and good at a moment; a public app has none. Each is compared to its end, whichever fits. */
export async function verifyClientSecret(db: Queryable, client: Pick<Client, "appId">, secret: string, at: Date): Promise<boolean> {
  if (!looksLikeToken("app_secret", secret)) return false;
  const given = Buffer.from(hashToken(secret));
  let fits = false;
  for (const hash of await listClientSecretHashes(db, client.appId, at)) {
    const stored = Buffer.from(hash);
    fits = (stored.length === given.length && timingSafeEqual(stored, given)) || fits;
  }
  return fits;
}
