import { appScopes } from "#server/domain/apps/scopes.ts";

/** The name this server gives itself in answers to apps (RFC 9207), without a slash at its end. */
export function issuerOf(publicUrl: string): string {
  return publicUrl.replace(/\/+$/, "");
}

/** What a program needs to know to log people in here (RFC 8414). `publicUrl` is where people and programs reach this server. */
export function describeAuthorizationServer(publicUrl: string) {
  const issuer = issuerOf(publicUrl);
  const methods = ["client_secret_basic", "client_secret_post", "none"];
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/api/automatic/oauth/access_token`,
    revocation_endpoint: `${issuer}/api/automatic/oauth/revoke`,
    service_documentation: `${issuer}/developers`,
    scopes_supported: [...appScopes],
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_methods_supported: methods,
    authorization_response_iss_parameter_supported: true,
  };
}
