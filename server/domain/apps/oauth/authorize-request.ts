/** What an app asks a person for, read from the address it sends them to (RFC 6749 4.1.1, RFC 7636). */
import { type AppScope, impliedScope, readScopes } from "#server/domain/apps/scopes.ts";
import { findTarget } from "./redirect-target.ts";

/** All that counts in a request; anything else in it is ignored. */
const names = [
  "client_id",
  "response_type",
  "response_mode",
  "redirect_uri",
  "scope",
  "state",
  "code_challenge",
  "code_challenge_method",
] as const;

/** Longer requests are refused, characters: they must fit into an address, some encoded twice. */
export const maxRequestLength = 4000;

/** Why a request is answered by a page: its sender cannot be trusted with an answer. */
export type RequestProblem = "too_long" | "no_client" | "unknown_client" | "unknown_redirect" | "repeated";

/** What of a registered app decides about its requests. */
export interface RegisteredClient {
  isPublic: boolean;
  redirectUris: readonly string[];
  scopes: readonly AppScope[];
}

export interface AuthorizeRequest {
  /** As the request named it; null: it named none. */
  redirectUri: string | null;
  scopes: AppScope[];
  /** PKCE, S256; null: none. */
  codeChallenge: string | null;
}

/** An error of RFC 6749 4.1.2.1, with a sentence for the app's developer. */
export interface Refusal {
  error: "invalid_request" | "unsupported_response_type" | "invalid_scope";
  description: string;
}

/** The parameters that count, in one order, so that the same request is the same text. */
export function keepKnown(params: URLSearchParams): URLSearchParams {
  return new URLSearchParams(names.flatMap((name) => params.getAll(name).map((value): [string, string] => [name, value])));
}

/** Where a request may be answered, or why nowhere. `client`: the app of the request's client id, null for none. */
export function readTarget(params: URLSearchParams, client: RegisteredClient | null): { target: string } | { problem: RequestProblem } {
  if (params.toString().length > maxRequestLength) return { problem: "too_long" };
  if (params.getAll("client_id").length > 1 || params.getAll("redirect_uri").length > 1) return { problem: "repeated" };
  if (!params.get("client_id")) return { problem: "no_client" };
  if (!client) return { problem: "unknown_client" };
  const target = findTarget(client.redirectUris, params.get("redirect_uri"));
  return target === null ? { problem: "unknown_redirect" } : { target };
}

const refuse = (error: Refusal["error"], description: string): { refusal: Refusal } => ({ refusal: { error, description } });

/** What is asked for, of a request that may be answered; or the error it is answered with. */
export function readRequest(params: URLSearchParams, client: RegisteredClient): { request: AuthorizeRequest } | { refusal: Refusal } {
  const twice = names.find((name) => params.getAll(name).length > 1);
  if (twice) return refuse("invalid_request", `${twice} is there more than once.`);
  const type = params.get("response_type");
  if (!type) return refuse("invalid_request", "response_type is missing: it is code.");
  if (type !== "code") return refuse("unsupported_response_type", "response_type must be code.");
  const mode = params.get("response_mode") || "query";
  if (mode !== "query") return refuse("invalid_request", "response_mode must be query.");
  const scopes = readAskedScopes(params.get("scope") ?? "", client);
  if ("refusal" in scopes) return scopes;
  const challenge = readChallenge(params, client);
  if ("refusal" in challenge) return challenge;
  return { request: { redirectUri: params.get("redirect_uri"), ...scopes, ...challenge } };
}

function readAskedScopes(text: string, client: RegisteredClient): { scopes: AppScope[] } | { refusal: Refusal } {
  const { scopes, unknown } = readScopes(text);
  if (text.trim() === "") return refuse("invalid_scope", "scope is missing: name what the app needs, separated by spaces.");
  if (unknown.length > 0) return refuse("invalid_scope", "scope has words that are no scopes.");
  const beyond = scopes.filter((scope) => scope !== impliedScope && !client.scopes.includes(scope));
  return beyond.length > 0 ? refuse("invalid_scope", `The app may not ask for ${beyond.join(" ")}.`) : { scopes };
}

function readChallenge(params: URLSearchParams, client: RegisteredClient): { codeChallenge: string | null } | { refusal: Refusal } {
  const challenge = params.get("code_challenge") || null;
  const method = params.get("code_challenge_method") || null;
  if (challenge === null) {
    if (method !== null) return refuse("invalid_request", "code_challenge is missing.");
    if (client.isPublic) return refuse("invalid_request", "This app has no secret: send code_challenge with code_challenge_method=S256.");
    return { codeChallenge: null };
  }
  if (method !== "S256") return refuse("invalid_request", "code_challenge_method must be S256.");
  // 43 characters of base64url are the 256 bits of the hash.
  if (!/^[\w-]{43}$/.test(challenge)) return refuse("invalid_request", "code_challenge is not a SHA-256 in base64url.");
  return { codeChallenge: challenge };
}
