import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import * as oauth from "openid-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { describeAuthorizationServer } from "#server/domain/apps/oauth/metadata.ts";
import { toAutomaticId, toLegacyUserId } from "#server/domain/automatic/ids.ts";
import { createConsentHandler, prepareConsent } from "#server/http/consent.ts";
import { createStage, createTestApp, createTestPerson, type Stage, type TestPerson } from "./fixtures/oauth-stage.ts";

/** Programs that know nothing of ours log a person in over HTTP: openid-client by its own discovery, and one written from the documents. */

let database: TestDatabase;
let stage: Stage;
let person: TestPerson;
let server: Server;
let base: string;

beforeAll(async () => {
  database = await createTestDatabase();
  let answer = async (_: Request): Promise<Response> => new Response(null, { status: 503 });
  server = createServer(getRequestListener((request) => answer(request), { overrideGlobalObjects: false })).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stage = createStage(database.orm, { publicUrl: base });
  person = await createTestPerson(database.orm);
  const { deps, api } = stage;
  const handleConsent = createConsentHandler(deps);
  answer = async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/.well-known/oauth-authorization-server") return Response.json(describeAuthorizationServer(base));
    if (pathname === "/api/oauth/consent") return handleConsent(person.identity, request);
    if (pathname !== "/oauth/authorize") return api.fetch(request);
    const consent = await prepareConsent(deps, person.identity, searchParams);
    if (consent.kind === "answer") return new Response(null, { status: 307, headers: { location: consent.to } });
    return new Response(consent.kind === "ask" ? consent.view.token : consent.kind);
  };
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await database.drop();
});

/** What a browser and the person in front of it do: follow an address to the form, agree, and follow the answer. */
async function agree(address: string | URL): Promise<URL> {
  const page = await fetch(address);
  const body = new URLSearchParams({ consent: await page.text(), decision: "allow" });
  const answer = await fetch(`${base}/api/oauth/consent`, { method: "POST", body, redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "");
}

describe("openid-client", () => {
  test.each([
    ["by Basic", oauth.ClientSecretBasic],
    ["by the form", oauth.ClientSecretPost],
  ])("logs in with PKCE, refreshes and revokes, with the secret %s", async (_, authenticate) => {
    const app = await createTestApp(database.orm);
    const options: oauth.DiscoveryRequestOptions = { algorithm: "oauth2", execute: [oauth.allowInsecureRequests] };
    const config = await oauth.discovery(new URL(base), app.clientId, undefined, authenticate(app.secret), options);
    expect(config.serverMetadata().supportsPKCE()).toBe(true);
    const pkceCodeVerifier = oauth.randomPKCECodeVerifier();
    const expectedState = oauth.randomState();
    const authorize = oauth.buildAuthorizationUrl(config, {
      redirect_uri: app.redirectUris[0] ?? "",
      scope: "scope:trip scope:location",
      state: expectedState,
      code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });
    // Checks state and, as our metadata promise it, who answered.
    const tokens = await oauth.authorizationCodeGrant(config, await agree(authorize), { expectedState, pkceCodeVerifier });
    expect(tokens).toMatchObject({ token_type: "bearer", expires_in: 31_535_999, scope: "scope:public scope:location scope:trip" });
    expect(await stage.works(tokens.access_token)).toBe(true);

    const renewed = await oauth.refreshTokenGrant(config, tokens.refresh_token ?? "");
    expect(await stage.works(renewed.access_token)).toBe(true);
    await oauth.tokenRevocation(config, renewed.refresh_token ?? "");
    expect(await stage.works(renewed.access_token)).toBe(false);
    await expect(oauth.refreshTokenGrant(config, tokens.refresh_token ?? "")).rejects.toMatchObject({
      error: "err_invalid_refresh_token",
      status: 400,
    });
  });

  test("logs in as a program without a secret, on whatever port of its machine", async () => {
    const app = await createTestApp(database.orm, { isPublic: true, redirectUris: ["http://127.0.0.1/callback"] });
    const options: oauth.DiscoveryRequestOptions = { algorithm: "oauth2", execute: [oauth.allowInsecureRequests] };
    const config = await oauth.discovery(new URL(base), app.clientId, undefined, oauth.None(), options);
    const pkceCodeVerifier = oauth.randomPKCECodeVerifier();
    const authorize = oauth.buildAuthorizationUrl(config, {
      redirect_uri: "http://127.0.0.1:51004/callback",
      scope: "scope:trip",
      code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });
    const first = await oauth.authorizationCodeGrant(config, await agree(authorize), { pkceCodeVerifier });
    const second = await oauth.refreshTokenGrant(config, first.refresh_token ?? "");
    expect(second.refresh_token).not.toBe(first.refresh_token);
    await expect(oauth.refreshTokenGrant(config, first.refresh_token ?? "")).rejects.toMatchObject({ status: 400 });
    expect(await stage.works(second.access_token)).toBe(false);
  });

  test("hears of a request that the server refuses", async () => {
    const app = await createTestApp(database.orm);
    const options: oauth.DiscoveryRequestOptions = { algorithm: "oauth2", execute: [oauth.allowInsecureRequests] };
    const config = await oauth.discovery(new URL(base), app.clientId, undefined, oauth.ClientSecretPost("wrong"), options);
    const authorize = oauth.buildAuthorizationUrl(config, { redirect_uri: app.redirectUris[0] ?? "", scope: "openid" });
    const answer = await fetch(authorize, { redirect: "manual" });
    const refused = oauth.authorizationCodeGrant(config, new URL(answer.headers.get("location") ?? ""));
    await expect(refused).rejects.toMatchObject({ error: "invalid_scope" });
    const right = oauth.buildAuthorizationUrl(config, { redirect_uri: app.redirectUris[0] ?? "", scope: "scope:trip" });
    await expect(oauth.authorizationCodeGrant(config, await agree(right))).rejects.toMatchObject({ status: 401 });
  });
});

describe("a program written from the documents", () => {
  test.each(["", "/"])("logs in and refreshes, with %j at the end of each address", async (slash) => {
    const app = await createTestApp(database.orm, { redirectUris: ["https://example.com/redirect"] });
    const authorize = `${base}/api/automatic/oauth/authorize${slash}?client_id=${app.clientId}&response_type=code&scope=scope:trip%20scope:location%20scope:vehicle:profile%20scope:vehicle:events&state=STATE`;
    const back = await agree(authorize);
    expect(back.origin + back.pathname).toBe("https://example.com/redirect");
    expect(back.searchParams.get("state")).toBe("STATE");
    const token = async (form: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: app.clientId, client_secret: app.secret, ...form });
      const answer = await fetch(`${base}/api/automatic/oauth/access_token${slash}`, { method: "POST", body });
      expect(answer.status).toBe(200);
      return (await answer.json()) as Record<string, string> & { user: { id: string; sid: string } };
    };
    const first = await token({ code: back.searchParams.get("code") ?? "", grant_type: "authorization_code" });
    expect(first["scope"]?.split(" ")).toHaveLength(5);
    expect(first.user).toEqual({ id: toLegacyUserId(person.userUid), sid: toAutomaticId("user", person.userUid) });
    const second = await token({ refresh_token: first["refresh_token"] ?? "", grant_type: "refresh_token" });
    expect(await stage.works(second["access_token"] ?? "")).toBe(true);
  });
});
