import { request } from "node:https";
// CommonJS: Node finds none of its functions by name.
import webPush from "web-push";
import { guardConnection, requirePublic } from "../outbound.ts";
import type { PushNote, PushTarget } from "./notifier.ts";
import type { VapidKeys } from "./vapid.ts";

export interface PushOptions {
  keys: VapidKeys;
  /** Whom a push service may write to: `mailto:` or `https:`. */
  subject: string;
  /** For tests: addresses that are not public but may be reached, and whose certificates count. */
  allowed?: { addresses: string[]; ca: string };
}

/** A push service that does not answer is given up after this long, ms. */
const timeoutMs = 15_000;
/** A browser that is off hears of it for this long, s. */
const keepS = 24 * 3600;

/**
 * Sends encrypted notes to browsers. Their addresses come from users: only https, only what resolves to public addresses (checked
 * on the very address that is connected to), redirects not followed, answers not read.
 */
export function createPush({ keys, subject, allowed }: PushOptions): (target: PushTarget, note: PushNote) => Promise<"sent" | "gone"> {
  return async ({ endpoint, p256dh, auth }, note) => {
    const details = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(note), {
      vapidDetails: { subject, ...keys },
      TTL: keepS,
      contentEncoding: "aes128gcm",
    });
    const status = await post(endpoint, { headers: details.headers as Record<string, string>, body: details.body, allowed });
    // RFC 8030 7.3: the subscription has expired or was taken back.
    if (status === 404 || status === 410) return "gone";
    if (status < 200 || status > 299) throw new Error(`The push service answered ${status}.`);
    return "sent";
  };
}

interface Post {
  allowed: PushOptions["allowed"];
  headers: Record<string, string>;
  body: Buffer;
}

function post(endpoint: string, { headers, body, allowed }: Post): Promise<number> {
  return new Promise((resolve, reject) => {
    const judge = (address: string) => allowed?.addresses.includes(address) || requirePublic(address);
    const signal = AbortSignal.timeout(timeoutMs);
    const options = { method: "POST", headers, signal, ...guardConnection(endpoint, judge), ...(allowed && { ca: allowed.ca }) };
    const sent = request(endpoint, options, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
