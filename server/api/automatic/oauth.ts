import type { Context } from "hono";
import { z } from "zod";
import type { Client } from "#db/queries/apps/oauth-clients.ts";
import { networkOf } from "#server/auth/network.ts";
import { exchangeCode } from "#server/commands/apps/exchange-code.ts";
import { accessLifetimeS, type IssuedTokens } from "#server/commands/apps/issue-tokens.ts";
import { refreshTokens } from "#server/commands/apps/refresh-tokens.ts";
import { revokeOauthToken } from "#server/commands/apps/revoke-oauth-token.ts";
import { toAutomaticId, toLegacyUserId } from "#server/domain/automatic/ids.ts";
import { AppError } from "#server/domain/errors.ts";
import { createRateLimit } from "#server/http/rate-limit.ts";
import { authenticateClient, type FormCredentials } from "./client-authentication.ts";
import type { AutomaticFamily, RouteDeps } from "./deps.ts";

/** Long enough for anything that is asked for; the consent page says what it thinks of it. */
const maxQueryLength = 8000;

const short = z.string().max(500).optional();
const credentials = { client_id: short, client_secret: short };

const consentQuery = z.object({
  client_id: z.string().meta({ example: "CLIENT_ID" }),
  response_type: z.literal("code").meta({ example: "code" }),
  scope: z.string().meta({ description: "Of the app's scopes, with spaces between them.", example: "scope:trip scope:location" }),
  state: z.string().optional().meta({ description: "Comes back as it was sent." }),
  redirect_uri: z.string().optional().meta({ description: "One that is registered, letter for letter." }),
  code_challenge: z.string().optional().meta({ description: "PKCE; apps without a secret must send it." }),
  code_challenge_method: z.literal("S256").optional(),
});
const consentForm = consentQuery.meta({
  example: { client_id: "CLIENT_ID", response_type: "code", scope: "scope:trip scope:location" },
});

const aboutConsent = `For a browser. The person comes back to the app's redirect address with \`code\` and \`state\`, or with \`error\`
(\`access_denied\` with \`denied=true\` from who refuses).`;

const tokenForm = z.object({
  ...credentials,
  /** Left out by one client that sends a code. */
  grant_type: short,
  code: short,
  redirect_uri: z.string().max(4000).optional(),
  code_verifier: short,
  refresh_token: short,
  scope: z.string().max(1000).optional(),
});
const appExample = { client_id: "CLIENT_ID", client_secret: "CLIENT_SECRET" };
type TokenForm = z.infer<typeof tokenForm>;

const tokenAnswer = z.object({
  access_token: z.string(),
  expires_in: z.int(),
  scope: z.string(),
  refresh_token: z.string(),
  token_type: z.literal("Bearer"),
  user: z.object({ id: z.string(), sid: z.string() }),
});

const tokenRoute = {
  form: true,
  withoutUser: true,
  ok: tokenAnswer,
  errors: ["forbidden", "rate_limited"],
  description: `\`grant_type=authorization_code\` with \`code\` (and \`redirect_uri\`, \`code_verifier\` where the authorization request
had them), or \`grant_type=refresh_token\` with \`refresh_token\`. Apps say who they are by \`client_id\` and \`client_secret\` in the form,
by HTTP Basic, or both; public apps have no secret. A code is good once, for a minute; if it comes again, all tokens born of it end.
An access token is good for a year, and for an hour at most after there is a newer one. An app with a secret keeps its refresh token;
a public app gets another one each time, and all end if a replaced one comes again. Two years after a person agreed they are asked anew.`,
} as const;

/** What must never stand in an address: addresses are kept in logs and histories. */
const secrets = ["client_secret", "code", "code_verifier", "refresh_token", "token", "password"];

function refuseSecretsInAddress(context: Context): void {
  const found = secrets.find((name) => context.req.query(name) !== undefined);
  if (found) throw new AppError("bad_request", `Send ${found} in the body, never in the address. Take this one for known to others.`);
}

function grantTypeOf(form: TokenForm, isRefreshRoute: boolean): string {
  if (form.grant_type) return form.grant_type;
  if (form.code) return "authorization_code";
  if (isRefreshRoute) return "refresh_token";
  throw new AppError("bad_request", "grant_type is missing: authorization_code or refresh_token.");
}

function required(form: TokenForm, name: "code" | "refresh_token"): string {
  const value = form[name];
  if (!value) throw new AppError("bad_request", `${name} is missing.`);
  return value;
}

function toAnswer({ accessToken, refreshToken, scopes, userUid }: IssuedTokens): z.input<typeof tokenAnswer> {
  return {
    access_token: accessToken,
    expires_in: accessLifetimeS,
    scope: scopes.join(" "),
    refresh_token: refreshToken,
    token_type: "Bearer",
    user: { id: toLegacyUserId(userUid), sid: toAutomaticId("user", userUid) },
  };
}

type Gate = (context: Context, form: FormCredentials) => Promise<Client>;

/** Lets in who says which app it is: so often from one network, right or wrong, and so often for one app. */
export function createGate({ db, now }: Pick<RouteDeps, "db" | "now">): Gate {
  const limitNetwork = createRateLimit({ name: "oauth-network", requests: 300, windowS: 60 }, now);
  const limitClient = createRateLimit({ name: "oauth-app", requests: 600, windowS: 60 }, now);
  return async (context, form) => {
    refuseSecretsInAddress(context);
    limitNetwork(context, networkOf(context.req.header("x-forwarded-for")));
    const client = await authenticateClient(db, now(), context, form);
    limitClient(context, client.clientId);
    return client;
  };
}

/** The calls by which apps get, renew and end what people allow them. */
export function declareOauth(api: AutomaticFamily, deps: RouteDeps): void {
  const gate = createGate(deps);
  declareAuthorize(api, deps);
  declareTokens(api, deps, gate);
  declareRevoke(api, deps, gate);
}

function declareAuthorize(api: AutomaticFamily, { publicUrl }: RouteDeps): void {
  const locateConsent = (query: string) => {
    if (query.length > maxQueryLength) throw new AppError("too_large", "The request is too long.");
    return `${publicUrl}/oauth/authorize?${query}`;
  };
  const summary = "Leads a person to the page that asks whether an app may see their data";
  api.forward("get", "/oauth/authorize", { summary, description: aboutConsent, query: consentQuery }, locateConsent);
  api.forward("post", "/oauth/authorize", { summary: "The same, for a form", query: consentForm }, locateConsent);
}

function declareTokens(api: AutomaticFamily, deps: RouteDeps, admit: Gate): void {
  const answerToken = async (context: Context, form: TokenForm, isRefreshRoute: boolean) => {
    const type = grantTypeOf(form, isRefreshRoute);
    if (type !== "authorization_code" && type !== "refresh_token") {
      throw new AppError("bad_request", "grant_type must be authorization_code or refresh_token.", { word: "unsupported_grant_type" });
    }
    const client = await admit(context, form);
    // A field without a value is as good as none (RFC 6749 3.2).
    const redirectUri = form.redirect_uri || null;
    const codeVerifier = form.code_verifier || null;
    const scope = form.scope || null;
    const issued =
      type === "refresh_token"
        ? await refreshTokens(deps, { client, refreshToken: required(form, "refresh_token"), scope })
        : await exchangeCode(deps, { client, code: required(form, "code"), redirectUri, codeVerifier });
    deps.log.info({ appId: client.appId, user: issued.userUid, grantType: type }, "oauth: access token issued");
    return toAnswer(issued);
  };
  const byCode = tokenForm.meta({ example: { ...appExample, grant_type: "authorization_code", code: "CODE" } });
  const token = { ...tokenRoute, body: byCode, summary: "Exchanges a code or a refresh token for an access token" };
  api.post("/oauth/access_token", token, ({ body, context }) => answerToken(context, body, false));
  const again = tokenForm.meta({ example: { ...appExample, refresh_token: "REFRESH_TOKEN" } });
  const about = "Another name of the same call, under which grant_type may be left out of a refresh";
  const refresh = { ...tokenRoute, body: again, summary: about };
  api.post("/oauth/refresh_token", refresh, ({ body, context }) => answerToken(context, body, true));
}

function declareRevoke(api: AutomaticFamily, deps: RouteDeps, admit: Gate): void {
  api.post(
    "/oauth/revoke",
    {
      summary: "Ends a token",
      description: "As RFC 7009 has it: a refresh token ends with all tokens of the same consent. An unknown token is no error.",
      body: z
        .object({ ...credentials, token: z.string().min(1).max(500), token_type_hint: short })
        .meta({ example: { ...appExample, token: "TOKEN" } }),
      form: true,
      withoutUser: true,
      ok: z.object({}),
      errors: ["rate_limited"],
    },
    async ({ body, context }) => {
      const client = await admit(context, body);
      await revokeOauthToken(deps, { client, token: body.token });
      deps.log.info({ appId: client.appId }, "oauth: token revoked by its app");
      return {};
    },
  );
}
