import type { Env } from "../env.ts";
import { createMailer } from "./mail.ts";
import type { Notifier } from "./notifier.ts";
import { createPush } from "./push.ts";
import { deriveVapidKeys } from "./vapid.ts";

export type NotifierEnv = Pick<Env, "SMTP_URL" | "MAIL_FROM" | "NEXTAUTH_SECRET" | "PUBLIC_URL">;

/** What this server tells people with, as its environment says. */
export function createNotifier(env: NotifierEnv): Notifier {
  const keys = deriveVapidKeys(env.NEXTAUTH_SECRET);
  return {
    sendMail: createMailer(env.SMTP_URL, env.MAIL_FROM),
    sendPush: createPush({ keys, subject: `mailto:${readAddress(env.MAIL_FROM)}` }),
    vapidPublicKey: keys.publicKey,
    publicUrl: env.PUBLIC_URL.replace(/\/+$/, ""),
  };
}

/** The address in `Name <address>`. */
const readAddress = (from: string) => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
