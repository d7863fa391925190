import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/** Which secret of which app opens a stream. */
export interface StreamKey {
  appId: number;
  /** Of the secret: see hashToken. */
  hash: string;
}

export interface StreamTickets {
  /** Good for {@link ticketLifeS} and, in the process it is shown to, once. */
  issue(key: StreamKey): string;
  /** What a ticket stands for; null for one that is forged, over or used. Whether the secret is still good is not asked here. */
  redeem(ticket: string): StreamKey | null;
}

export const ticketLifeS = 60;

const prefix = "mpt_";
const base = 36;

/** No longer than a ticket can be. */
const maxLength = 300;

/**
 * Tickets that open a stream in place of an app's secret, so that the secret is in no address. They are signed and not stored: any web
 * process of this server reads what another one has issued.
 */
export function createStreamTickets({ secret, now }: { secret: string; now: () => Date }): StreamTickets {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "motorpool stream tickets v1", 32));
  const sign = (text: string) => createHmac("sha256", key).update(text).digest("base64url");
  /** Until when each used ticket would have been good, ms. */
  const used = new Map<string, number>();

  function isFirstUse(nonce: string, untilMs: number): boolean {
    // In the order of use, which is nearly that of their end.
    for (const [old, endMs] of used) {
      if (endMs > now().getTime()) break;
      used.delete(old);
    }
    if (used.has(nonce)) return false;
    used.set(nonce, untilMs);
    return true;
  }

  return {
    issue: ({ appId, hash }) => {
      const untilMs = now().getTime() + ticketLifeS * 1000;
      const text = [appId.toString(base), untilMs.toString(base), randomBytes(16).toString("base64url"), hash].join(".");
      return `${prefix}${text}.${sign(text)}`;
    },
    redeem: (ticket) => {
      if (!ticket.startsWith(prefix) || ticket.length > maxLength) return null;
      const end = ticket.lastIndexOf(".");
      const text = ticket.slice(prefix.length, end);
      const given = Buffer.from(ticket.slice(end + 1));
      const right = Buffer.from(sign(text));
      if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
      const [appId = "", until = "", nonce = "", hash = ""] = text.split(".");
      const untilMs = Number.parseInt(until, base);
      if (untilMs <= now().getTime() || !isFirstUse(nonce, untilMs)) return null;
      return { appId: Number.parseInt(appId, base), hash };
    },
  };
}
