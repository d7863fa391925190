import { type ApiCredentialDeps, createCredentialReader, type GoodCredential } from "#server/auth/api-credentials.ts";
import { networkOf } from "#server/auth/network.ts";
import { withOrigin } from "#server/auth/scope.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

const family = "carnot";

const unauthorized = (message: string) => new AppError("unauthorized", message);

/** The login token of `Authorization: Token <token>`; null when the header is another one or absent. Empty when it is malformed. */
export function readLoginToken(headers: Headers): string | null {
  const value = headers.get("authorization")?.trim() ?? "";
  if (!/^token(\s|$)/i.test(value)) return null;
  return /^token +(\S+)$/i.exec(value)?.[1] ?? "";
}

/** A key is sent alone; many clients put the name of a scheme before whatever they send. */
function requireBare(value: string): void {
  const scheme = /^(\S+)\s+mpk_/i.exec(value)?.[1];
  if (scheme)
    throw unauthorized(`Leave out "${scheme.slice(0, 20)}": an API key is sent alone, as Authorization: mpk_… or as Apikey: mpk_….`);
}

/** The API key: bare in `Authorization`, or in `Apikey` beside a login token, or there alone where no person is needed. */
function readKey(headers: Headers, hasToken: boolean, withoutUser: boolean): string {
  const apikey = headers.get("apikey")?.trim() ?? "";
  const bare = hasToken ? "" : (headers.get("authorization")?.trim() ?? "");
  if (bare !== "") return bare;
  if (apikey === "")
    throw unauthorized(hasToken ? "Send your API key in the header Apikey too." : "Send your API key: Authorization: mpk_…");
  if (!hasToken && !withoutUser) throw unauthorized("Invalid Token: with Apikey this call needs Authorization: Token … too.");
  return apikey;
}

function requireWritable(request: Request, key: GoodCredential): void {
  if (key.access === "write" || request.method === "GET" || request.method === "HEAD") return;
  throw new AppError("forbidden", "This API key may only read.");
}

/**
 * Who asks: a key alone (the fleet, or its person), or a person by a login token together with a key of their account.
 * Calls by which a person signs in or out are the key's, whatever token comes along: an ended one must not keep anyone from them.
 */
export function createCarnotAuth(deps: ApiCredentialDeps): (request: Request, call: { withoutUser: boolean }) => Promise<Scope> {
  const read = createCredentialReader(deps);
  return async (request, { withoutUser }) => {
    for (const name of ["authorization", "apikey"]) requireBare(request.headers.get(name)?.trim() ?? "");
    const token = readLoginToken(request.headers);
    const key = await read("api_key", family, readKey(request.headers, token !== null, withoutUser));
    const origin = { kind: "api", network: networkOf(request.headers.get("x-forwarded-for")), keyId: key.tokenId } as const;
    if (withoutUser) return withOrigin(key.scope, origin);
    requireWritable(request, key);
    if (token === null) return withOrigin(key.scope, origin);
    const login = await read("login", family, token);
    if (login.accountId !== key.accountId) throw unauthorized("Invalid Token: it belongs to another account than the API key.");
    if (key.userId !== null && key.userId !== login.userId) throw unauthorized("Invalid Token: the API key is another person's.");
    return withOrigin(login.scope, origin);
  };
}
