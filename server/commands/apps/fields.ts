import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { z } from "zod";
import { clientIdPlaceholder, findRedirectUriProblem, maxRedirectUris, maxUriLength } from "#server/domain/apps/redirect-uri.ts";
import { appScopes, readScopes } from "#server/domain/apps/scopes.ts";
import { AppError } from "#server/domain/errors.ts";
import { readNetworks } from "#server/domain/networks.ts";
import { judgeWebhookUrl } from "#server/webhooks/url.ts";

/** Kinds of values that commands about apps take. */

/** What apps may be allowed: at least the scope that comes with every token, each once, in the order they are listed in. */
export const scopeList = z
  .array(z.enum(appScopes))
  .max(50)
  .transform((scopes) => readScopes(scopes.join(" ")).scopes);

export const redirectUriList = z.array(z.string().max(maxUriLength)).min(1).max(maxRedirectUris);

/** The addresses as they are registered for a client. Throws `bad_request` that names the one that may not be. */
export function readRedirectUris(uris: readonly string[], clientId: string): string[] {
  const written = uris.map((uri) => uri.replace(clientIdPlaceholder, clientId.toLowerCase()));
  for (const uri of written) {
    const problem = findRedirectUriProblem(uri, clientId);
    if (problem) throw new AppError("bad_request", `The redirect URI ${uri} ${problem}.`);
  }
  return [...new Set(written)];
}

/** Where events are sent to; empty like null: nowhere. */
export const webhookUrl = z
  .string()
  .trim()
  .max(maxUriLength)
  .nullable()
  .transform((url) => url || null);

/** A webhook's address as the audit log keeps it: paths and queries may be secrets, so only a fingerprint says whether they changed. */
export function toAuditedUrl(url: string | null): string | null {
  return url && `${new URL(url).origin}/… (${createHash("sha256").update(url).digest("hex").slice(0, 8)})`;
}

/** Whether an address may lie in the networks, as far as it says itself: a literal one and this machine do, a name may lead anywhere. */
function mayLieIn(networks: readonly string[], hostname: string): boolean {
  const { holds } = readNetworks(networks);
  const host = hostname.replace(/^\[|\]$/g, "");
  const addresses = host === "localhost" ? ["127.0.0.1", "::1"] : [host];
  return addresses.some((address) => isIP(address) === 0 || holds(address));
}

/**
 * Throws `bad_request` for an address a webhook may not have: plain HTTP is for the networks that the server's owner named, and so
 * are ports of their own. Who runs the server (`anywhere`) may name them later. Where an address leads is looked at whenever
 * something is sent.
 */
export function requireWebhookUrl(url: string | null | undefined, networks: readonly string[] | "anywhere"): void {
  if (!url) return;
  const problem = judgeWebhookUrl(url, networks.length > 0);
  if (problem) throw new AppError("bad_request", `The webhook URL ${problem}.`);
  const { protocol, hostname } = new URL(url);
  if (networks !== "anywhere" && protocol !== "https:" && !mayLieIn(networks, hostname)) {
    throw new AppError("bad_request", "The webhook URL must be https, unless WEBHOOK_ALLOW_CIDRS of this server names its address.");
  }
}
