import type { Env } from "#server/env.ts";
import { createMailer } from "./mail.ts";
import type { Notifier, NotifierIdentity } from "./notifier.ts";
import { createPush } from "./push.ts";
import { deriveVapidKeys } from "./vapid.ts";

export type IdentityEnv = Pick<Env, "NEXTAUTH_SECRET" | "PUBLIC_URL">;
export type NotifierEnv = IdentityEnv & Pick<Env, "SMTP_URL" | "MAIL_FROM" | "WEBHOOK_ALLOW_CIDRS">;

/** How this server names itself, as its environment says. */
export function createNotifierIdentity({ NEXTAUTH_SECRET, PUBLIC_URL }: IdentityEnv): NotifierIdentity {
  return { vapidPublicKey: deriveVapidKeys(NEXTAUTH_SECRET).publicKey, publicUrl: PUBLIC_URL.replace(/\/+$/, "") };
}

/** What this server sends with, as its environment says. */
export function createNotifier(env: NotifierEnv): Notifier {
  return {
    ...createNotifierIdentity(env),
    sendMail: createMailer(env.SMTP_URL, env.MAIL_FROM),
    sendPush: createPush({
      keys: deriveVapidKeys(env.NEXTAUTH_SECRET),
      subject: `mailto:${readAddress(env.MAIL_FROM)}`,
      allowCidrs: env.WEBHOOK_ALLOW_CIDRS,
    }),
  };
}

/** The address in `Name <address>`. */
const readAddress = (from: string) => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
