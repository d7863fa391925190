import { type BrowserContext, expect } from "@playwright/test";
import * as oauth from "openid-client";
import { findPerson, signIn } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";
import { ThirdParty } from "./third-party.ts";

// One app for all; nobody's data changes by being asked about.
test.describe.configure({ mode: "serial" });

const app = "Trip Diary";
const scope = "scope:trip scope:location";
/** Characters that forms, addresses and frameworks like to change. */
const state = " +&=%25#;\r\n\"'<ä\u{1f697}";
const party = new ThirdParty();
const client = { id: "", secret: "" };
let session: Awaited<ReturnType<BrowserContext["storageState"]>>;

test.beforeAll(async ({ browser, baseURL }) => {
  await party.open();
  const context = await browser.newContext({ ...(baseURL && { baseURL }), javaScriptEnabled: true });
  const page = await context.newPage();
  await signIn(page);
  session = await context.storageState();
  await page.goto("/developers/apps");
  await page.getByRole("button", { name: "New app" }).first().click();
  const form = page.getByRole("dialog", { name: "New app" });
  await form.getByLabel("Name", { exact: true }).fill(app);
  await form.getByLabel("Redirect URIs").fill(`${party.origin}/callback`);
  for (const name of ["Trips", "Places of trips"]) {
    await form.getByRole("checkbox", { name: new RegExp(`^${name} scope`) }).check();
  }
  await form.getByRole("button", { name: "Create app" }).click();
  const texts = page.getByRole("dialog", { name: "Your new app" }).locator("code");
  await expect(texts).toHaveCount(2);
  [client.id = "", client.secret = ""] = await texts.allTextContents();
  await context.close();
});
test.afterAll(() => party.close());

const addressOf = (more: Record<string, string> = {}) =>
  `/oauth/authorize?${new URLSearchParams({ client_id: client.id, response_type: "code", scope, state, ...more })}`;

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a person sees who asks for what, and allows it", async ({ page, context, baseURL }) => {
    await context.addCookies(session.cookies);
    await page.goto(`/api/automatic${addressOf()}`);
    await expect(page.getByRole("heading", { level: 1, name: `Let ${app} see your data?` })).toBeVisible();
    await expect(
      page.getByText("Owner Small answers for this app. It asks to see, of Small fleet:").filter({ visible: true }),
    ).toBeVisible();
    await expect(page.getByRole("listitem")).toHaveText([/^An id/, /^Where trips went/, /^Trips:/]);
    await expect(page.getByText(`Owner Small · ${findPerson("owner").email}`).filter({ visible: true })).toBeVisible();
    await expect(page.getByText(new URL(party.origin).host).filter({ visible: true })).toBeVisible();
    await page.getByRole("button", { name: "Allow" }).click();
    await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
    const answer = party.answers.at(-1);
    expect(Object.fromEntries(answer ?? [])).toEqual({ code: expect.stringMatching(/^mpo_/), state, iss: `${baseURL}` });
  });

  test("a person refuses", async ({ page, context, baseURL }) => {
    await context.addCookies(session.cookies);
    await page.goto(addressOf());
    await page.getByRole("button", { name: "Deny" }).click();
    await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
    const answer = Object.fromEntries(party.answers.at(-1) ?? []);
    expect(answer).toEqual({ error: "access_denied", denied: "true", state, iss: `${baseURL}` });
  });

  test("a form that was sent before asks again", async ({ page, context }) => {
    await context.addCookies(session.cookies);
    await page.goto(addressOf());
    const consent = (await page.locator("input[name=consent]").getAttribute("value")) ?? "";
    await page.getByRole("button", { name: "Allow" }).click();
    await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
    const again = await page.request.post("/api/oauth/consent", { form: { consent, decision: "allow" }, maxRedirects: 0 });
    expect([again.status(), again.headers()["location"]]).toEqual([303, expect.stringMatching(/^\/oauth\/authorize\?.*&notice=used$/)]);
    await page.goto(again.headers()["location"] ?? "");
    await expect(page.getByText("This form was sent before.").filter({ visible: true })).toBeVisible();
  });

  test("who may not be trusted with an answer gets a page", async ({ page, context }) => {
    await context.addCookies(session.cookies);
    for (const [more, text] of [
      [{ redirect_uri: `${party.origin}/callback/` }, "not registered for the app"],
      [{ redirect_uri: "https://evil.example/", scope: "nonsense" }, "not registered for the app"],
      [{ client_id: "nobody" }, "No app is registered"],
      [{ client_id: "" }, "client_id is missing"],
      [{ state: "x".repeat(5000) }, "too long"],
    ] as const) {
      const answer = await page.goto(addressOf(more));
      expect(answer?.request().redirectedFrom()).toBeNull();
      await expect(page.getByRole("heading", { level: 1, name: "This request cannot be answered" })).toBeVisible();
      await expect(page.getByText(text).filter({ visible: true })).toBeVisible();
    }
  });

  test("a request with a mistake is answered by an error", async ({ page, context }) => {
    await context.addCookies(session.cookies);
    await page.goto(addressOf({ response_type: "token" }));
    await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
    const answer = Object.fromEntries(party.answers.at(-1) ?? []);
    expect(answer).toMatchObject({ error: "unsupported_response_type", state });
  });
});

test("signing in leads back to the whole request", async ({ page }) => {
  await page.goto(`/api/automatic${addressOf()}`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  const { email, password } = findPerson("driver");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Let ${app} see your data?` })).toBeVisible();
  await expect(page.getByText("your own trips and cars").filter({ visible: true })).toBeVisible();
  expect(new URL(page.url()).searchParams.get("state")).toBe(state);
});

test("a program that finds everything by itself logs a person in", async ({ page, context, baseURL }) => {
  await context.addCookies(session.cookies);
  const options: oauth.DiscoveryRequestOptions = { algorithm: "oauth2", execute: [oauth.allowInsecureRequests] };
  const config = await oauth.discovery(new URL(`${baseURL}`), client.id, undefined, oauth.ClientSecretBasic(client.secret), options);
  const pkceCodeVerifier = oauth.randomPKCECodeVerifier();
  const code_challenge = await oauth.calculatePKCECodeChallenge(pkceCodeVerifier);
  const redirect_uri = `${party.origin}/callback`;
  const request = { redirect_uri, scope, state, code_challenge, code_challenge_method: "S256" };
  await page.goto(oauth.buildAuthorizationUrl(config, request).href);
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  const back = new URL(`${redirect_uri}?${party.answers.at(-1)}`);
  const tokens = await oauth.authorizationCodeGrant(config, back, { expectedState: state, pkceCodeVerifier });
  expect(tokens.scope).toBe("scope:public scope:location scope:trip");
  const headers = { authorization: `token ${tokens.access_token}` };
  expect((await fetch(`${baseURL}/api/automatic/user/me/`, { headers })).status).toBe(200);
  await oauth.tokenRevocation(config, tokens.refresh_token ?? "");
  await expect.poll(async () => (await fetch(`${baseURL}/api/automatic/user/me/`, { headers })).status).toBe(401);
});

test("the page is framed by nobody, tells nobody its address, and its form is taken from nowhere else", async ({ request }) => {
  const headers = (await request.get(addressOf({ client_id: "nobody" }))).headers();
  expect(headers).toMatchObject({ "referrer-policy": "no-referrer", "cache-control": "private, no-store", "x-frame-options": "DENY" });
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["content-security-policy"]).not.toContain("form-action");
  const form = { consent: "x", decision: "allow" };
  for (const foreign of [
    { "sec-fetch-site": "cross-site", origin: "null" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
  ]) {
    expect((await request.post("/api/oauth/consent", { form, headers: foreign })).status()).toBe(403);
  }
  expect((await request.post("/api/oauth/consent", { form })).status()).toBe(400);
  expect((await request.post("/api/oauth/consent", { data: form })).status()).toBe(415);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ ...phone, colorScheme });

    test("the pages are accessible and fit", async ({ page, context }) => {
      await context.addCookies(session.cookies);
      for (const path of [addressOf(), addressOf({ client_id: "nobody" })]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    });
  });
}
