import type { IncomingMessage } from "node:http";
import { request } from "node:https";
// CommonJS: Node finds none of its functions by name.
import webPush from "web-push";
import { readNetworks } from "#server/domain/networks.ts";
import { guardConnection, requirePublic } from "#server/outbound.ts";
import type { SendFailure, SendPush } from "./notifier.ts";
import type { VapidKeys } from "./vapid.ts";

export interface PushOptions {
  keys: VapidKeys;
  /** Whom a push service may write to: `mailto:` or `https:`. */
  subject: string;
  /** Networks of push services that are reached although they are not public. */
  allowCidrs?: readonly string[];
  timeoutMs?: number;
  /** For tests: whose certificates count. */
  ca?: string;
}

/** A push service that does not answer is given up after this long, ms. */
const usualTimeoutMs = 15_000;
/** The push service keeps it for a browser that is off for this long, s. */
const keepS = 24 * 3600;
const errorCharacters = 300;

/**
 * Sends encrypted notes to browsers. Their addresses come from users: only https, only what resolves to public addresses (checked
 * on the very address that is connected to), redirects not followed, answers not read.
 */
export function createPush({ keys, subject, allowCidrs = [], timeoutMs = usualTimeoutMs, ca }: PushOptions): SendPush {
  const networks = readNetworks(allowCidrs);
  const judge = (address: string) => networks.holds(address) || requirePublic(address);
  return async ({ endpoint, p256dh, auth }, note, signal) => {
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(note), {
        vapidDetails: { subject, ...keys },
        TTL: keepS,
        contentEncoding: "aes128gcm",
      });
      const options = { headers: headers as Record<string, string>, ...guardConnection(endpoint, judge), ...(ca && { ca }) };
      return toResult(await post(endpoint, { ...options, signal: AbortSignal.any([limit, ...(signal ? [signal] : [])]) }, body));
    } catch (error) {
      if (signal?.aborted) return { outcome: "interrupted" };
      if (limit.aborted) return toFailure(`The push service did not answer within ${timeoutMs / 1000} s.`);
      return toFailure(error instanceof Error ? error.message : "unknown");
    }
  };
}

/** The answer's status and headers; its body is not read. */
function post(endpoint: string, options: object, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(endpoint, { method: "POST", ...options }, (response) => {
      resolve(response);
      response.destroy();
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function toResult({ statusCode: status = 0, headers }: IncomingMessage) {
  // RFC 8030 7.3: the subscription has expired or was taken back.
  if (status === 404 || status === 410) return { outcome: "gone" } as const;
  if (status >= 200 && status <= 299) return { outcome: "sent" } as const;
  return toFailure(`The push service answered ${status}.`, headers["retry-after"] ?? null);
}

/** Each browser has a push service of its own choice: what fails is its endpoint alone. */
function toFailure(error: string, retryAfter: string | null = null): SendFailure {
  return { outcome: "failed", error: error.slice(0, errorCharacters), fault: "endpoint", isFinal: false, retryAfter };
}
