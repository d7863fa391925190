import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** How long a consent form may be looked at before it is sent, ms. */
export const consentLifetimeMs = 10 * 60_000;

/** What a consent form was shown for. */
const consent = z.object({
  /** The app's request. */
  query: z.string(),
  /** The sign-in it was shown in: see Identity. */
  sessionId: z.string(),
  /** Good once. */
  nonce: z.string(),
  expiresMs: z.int(),
});
export type PendingConsent = z.infer<typeof consent>;

/** `secret` is NEXTAUTH_SECRET; the key that is made from it serves nothing else. */
function sign(secret: string, body: string): Buffer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "motorpool consent form", 32));
  return createHmac("sha256", key).update(body).digest();
}

/**
 * The one field of a consent form: the whole request and whose form it is, signed. Nobody else can make one or read one from our
 * page; and other than in fields of a form, no character of the request is lost on its way through the browser.
 */
export function writeConsentToken(secret: string, pending: PendingConsent): string {
  const body = Buffer.from(JSON.stringify(pending)).toString("base64url");
  return `${body}.${sign(secret, body).toString("base64url")}`;
}

/** What a form was shown for; null when it is not one of ours, or was changed. Whether it has expired is for the caller to say. */
export function readConsentToken(secret: string, token: string): PendingConsent | null {
  const [body = "", signature = ""] = token.split(".");
  const wanted = sign(secret, body);
  const given = Buffer.from(signature, "base64url");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  const result = consent.safeParse(JSON.parse(Buffer.from(body, "base64url").toString()));
  return result.success ? result.data : null;
}
