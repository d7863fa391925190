import { type ClientRequest, request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import type { LookupFunction } from "node:net";
import { type Networks, readNetworks } from "#server/domain/networks.ts";
import { guardConnection, RefusedTarget } from "#server/outbound.ts";
import { judgeTarget } from "./networks.ts";
import { collectAnswer, toKeptText } from "./read-answer.ts";
import { webhookSecret } from "./secret.ts";
import { type SignedMessage, signWebhook } from "./sign.ts";
import { judgeWebhookUrl } from "./url.ts";

export interface WebhookMessage extends SignedMessage {
  url: string;
  /** What the signing secrets are worked out from; two while one takes the other's place. */
  salts: readonly string[];
}

export interface WebhookAnswer {
  /** Of the answer; null: there was none, and `error` says why. */
  status: number | null;
  error: string | null;
  /** Its first characters. */
  answer: string | null;
  /** As the answer has it. */
  retryAfter: string | null;
  durationMs: number;
  /** We gave up, not the receiver. */
  interrupted: boolean;
}

/** Makes one attempt; never rejects. The signal ends it early. */
export type SendWebhook = (message: WebhookMessage, signal?: AbortSignal) => Promise<WebhookAnswer>;

export interface SenderOptions {
  masterSecret: string;
  /** Networks that may be reached although they are not public, over plain HTTP and on any port. */
  allowCidrs: readonly string[];
  /** For the whole exchange, ms. */
  timeoutMs?: number;
  /** For tests. */
  lookup?: LookupFunction;
  ca?: string;
}

/** Standard Webhooks recommends 15 to 30 s. */
const usualTimeoutMs = 15_000;
const errorCharacters = 300;

/**
 * Posts to addresses that come from users: https on port 443 to public addresses, judged on the very address that is connected to; more
 * only in the networks the operator has named. No redirect is followed, no proxy asked, no answer inflated.
 */
export function createWebhookSender({ masterSecret, allowCidrs, ...options }: SenderOptions): SendWebhook {
  const networks = readNetworks(allowCidrs);
  return async ({ url, salts, ...message }, signal) => {
    const secrets = salts.map((salt) => webhookSecret(masterSecret, salt));
    const body = Buffer.from(message.body);
    const headers = {
      ...signWebhook(message, secrets),
      "content-type": "application/json",
      "content-length": String(body.length),
      "accept-encoding": "identity",
      "user-agent": "Motorpool-Webhooks/1.0",
    };
    const begun = performance.now();
    const outcome = await post(url, { headers, body, networks, signal, ...options });
    return { ...outcome, durationMs: Math.round(performance.now() - begun) };
  };
}

interface Post extends Pick<SenderOptions, "timeoutMs" | "lookup" | "ca"> {
  headers: Record<string, string>;
  body: Buffer;
  networks: Networks;
  signal: AbortSignal | undefined;
}

type Outcome = Omit<WebhookAnswer, "durationMs">;
const noAnswer: Outcome = { status: null, error: null, answer: null, retryAfter: null, interrupted: false };

async function post(url: string, options: Post): Promise<Outcome> {
  try {
    return await exchange(open(url, options), options);
  } catch (error) {
    return { ...noAnswer, error: describeError(error) };
  }
}

/** Throws {@link RefusedTarget} for what is refused without looking it up. */
function open(url: string, { headers, networks, lookup, ca }: Post): ClientRequest {
  const wrong = judgeWebhookUrl(url, !networks.isEmpty);
  if (wrong) throw new RefusedTarget(`The address ${wrong}.`);
  const { protocol, port } = new URL(url);
  const needsNetwork = protocol !== "https:" || port !== "";
  const request = { method: "POST", headers, ...guardConnection(url, judgeTarget(networks, needsNetwork), lookup) };
  return protocol === "http:" ? requestPlain(url, request) : requestTls(url, { ...request, ...(ca && { ca }) });
}

function exchange(sent: ClientRequest, { body, signal, timeoutMs = usualTimeoutMs }: Post): Promise<Outcome> {
  return new Promise((resolve) => {
    let answered: (() => Outcome) | undefined;
    const end = (reason: Partial<Outcome>) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", interrupt);
      // A status is the receiver's word, however its body ends.
      resolve(answered?.() ?? { ...noAnswer, ...reason });
      sent.destroy();
    };
    const interrupt = () => end({ error: "Cut short: this server was stopping.", interrupted: true });
    const timer = setTimeout(() => end({ error: `No answer within ${timeoutMs / 1000} s.` }), timeoutMs);
    signal?.addEventListener("abort", interrupt);
    sent.on("response", (response) => {
      const readSoFar = collectAnswer(response);
      const { statusCode = null, headers } = response;
      answered = () => ({ ...noAnswer, status: statusCode, answer: readSoFar(), retryAfter: headers["retry-after"] ?? null });
      response.on("close", () => end({}));
    });
    sent.on("error", (error) => end({ error: describeError(error) }));
    sent.on("close", () => end({ error: "The connection was closed without an answer." }));
    if (signal?.aborted) interrupt();
    else sent.end(body);
  });
}

function describeError(error: unknown): string {
  if (error instanceof RefusedTarget) return error.message;
  if (!(error instanceof Error)) return "unknown";
  return toKeptText(error.message || String((error as NodeJS.ErrnoException).code ?? error.name), errorCharacters);
}
