import { BlockList, isIP } from "node:net";
import { z } from "zod";
import { clientIdPlaceholder, findRedirectUriProblem, maxRedirectUris, maxUriLength } from "#server/domain/apps/redirect-uri.ts";
import { appScopes, readScopes } from "#server/domain/apps/scopes.ts";
import { AppError } from "#server/domain/errors.ts";

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

export const webhookUrl = z
  .string()
  .trim()
  .max(maxUriLength)
  .pipe(z.url({ protocol: /^https?$/ }))
  .nullable();

function toBlockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits = ""] = network.split("/");
    list.addSubnet(address, Number(bits), isIP(address) === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

/** Whether the host is an address in one of the networks, or is this machine and they hold its loopback address. */
function isAllowedHost(hostname: string, networks: readonly string[]): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  const list = toBlockList(networks);
  const addresses = host === "localhost" ? ["127.0.0.1", "::1"] : [host];
  return addresses.some((address) => isIP(address) > 0 && list.check(address, isIP(address) === 4 ? "ipv4" : "ipv6"));
}

/**
 * Throws `bad_request` for an address a webhook may not have: plain HTTP outside the networks the server's owner named, and user names.
 * Where its name leads is looked at whenever something is sent.
 */
export function requireWebhookUrl(url: string | null | undefined, networks: readonly string[]): void {
  if (!url) return;
  const { protocol, hostname, username, password, hash } = new URL(url);
  if (username !== "" || password !== "") throw new AppError("bad_request", "The webhook URL must not contain a user name or password.");
  if (hash !== "") throw new AppError("bad_request", "The webhook URL must not have a fragment.");
  if (protocol !== "https:" && !isAllowedHost(hostname, networks)) {
    throw new AppError("bad_request", "The webhook URL must be https, unless WEBHOOK_ALLOW_CIDRS of this server names its network.");
  }
}
