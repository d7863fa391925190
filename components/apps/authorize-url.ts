import { type AppScope, appScopes, impliedScope } from "#server/domain/apps/scopes.ts";

interface Client {
  baseUrl: string;
  clientId: string;
  isPublic: boolean;
}

/** A verifier that everybody knows, with its S256 challenge (RFC 7636, appendix B): to try a public app by hand. */
const exampleVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const exampleChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/** Where people allow the app: without a redirect URI, so that the first registered one is used. */
export function toAuthorizeUrl({ baseUrl, clientId, isPublic }: Client, asked: readonly AppScope[]): string {
  const named = appScopes.filter((scope) => asked.includes(scope) && scope !== impliedScope);
  const scope = (named.length > 0 ? named : [impliedScope]).join("%20");
  const pkce = isPublic ? `&code_challenge=${exampleChallenge}&code_challenge_method=S256` : "";
  return `${baseUrl}/oauth/authorize?client_id=${clientId}&response_type=code&scope=${scope}${pkce}`;
}

/** What the app does with the code that came back, for a shell. */
export function toExchangeCommand({ baseUrl, clientId, isPublic }: Client): string {
  const proof = isPublic ? `code_verifier=${exampleVerifier}` : '"client_secret=$CLIENT_SECRET"';
  return [
    `curl -X POST '${baseUrl}/oauth/access_token'`,
    "-d grant_type=authorization_code",
    `-d client_id=${clientId}`,
    `-d ${proof}`,
    '-d "code=$CODE"',
  ].join(" \\\n  ");
}
