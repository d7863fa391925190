import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test as loudTest, type Page } from "@playwright/test";
import { findPerson, signIn } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

/** Makes an app through the page and stays on its own; its id and secret. */
async function createApp(page: Page, name: string) {
  await page.goto("/developers/apps");
  await page.getByRole("button", { name: "New app" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Redirect URIs").fill("https://app.example/callback");
  await page.getByRole("button", { name: "Create app" }).click();
  const dialog = page.getByRole("dialog", { name: "Your new app" });
  await expect(dialog).toBeVisible();
  const [clientId = "", secret = ""] = await dialog.locator("code").allTextContents();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return { clientId, secret };
}

async function deleteApp(page: Page) {
  await page.getByRole("button", { name: "Delete app" }).click();
  await page.getByRole("dialog", { name: "Delete this app?" }).getByRole("button", { name: "Delete app" }).click();
  await expect(page).toHaveURL("/developers/apps");
  await expect(page.getByText("App deleted").first()).toBeVisible();
}

// The browser itself reports what is refused in its console.
loudTest("an app is made, its secret shown once, changed, and deleted", async ({ page }) => {
  await signIn(page);
  await page.goto("/developers");
  await page.getByRole("link", { name: "Manage apps" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Apps" })).toBeVisible();
  const { clientId, secret } = await createApp(page, "Story app");
  expect(clientId).toMatch(/^[0-9A-Za-z]{20}$/);
  expect(secret).toMatch(/^mpx_\w{49}$/);
  await expect(page.getByText(secret)).toHaveCount(0);
  await expect(page.getByText(`client_id=${clientId}&response_type=code`).filter({ visible: true })).toBeVisible();

  await page.getByLabel("Name", { exact: true }).fill("Story app, renamed");
  await page.getByLabel("Redirect URIs").fill("javascript:alert(1)");
  const details = page.getByRole("region", { name: "Name and addresses" });
  await details.getByRole("button", { name: "Save" }).click();
  await expect(details.getByRole("alert")).toContainText("javascript:alert(1) must be https");
  await page.getByLabel("Redirect URIs").fill("https://app.example/back\nautomatic-{client_id}://oauth");
  await details.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Story app, renamed" })).toBeVisible();
  await expect(page.getByLabel("Redirect URIs")).toHaveValue(`https://app.example/back\nautomatic-${clientId.toLowerCase()}://oauth`);

  await page.getByText("Production", { exact: true }).click();
  await expect(page.getByText("As many people as want it.").filter({ visible: true })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Production" })).toBeChecked();

  const scopes = page.getByRole("region", { name: "May ask for" });
  await scopes.getByRole("checkbox", { name: "Trips scope:trip" }).uncheck();
  await scopes.getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog", { name: "Take scopes away?" }).getByRole("button", { name: "Take away" }).click();
  await expect(page.getByText(/scope=scope:vehicle:profile$/).filter({ visible: true })).toBeVisible();

  await deleteApp(page);
  await expect(page.getByText(clientId)).toHaveCount(0);
});

test("a new secret is shown once, beside the one that still works", async ({ page }) => {
  await signIn(page);
  const { secret } = await createApp(page, "Rotated app");
  await page.getByRole("button", { name: "New secret", exact: true }).click();
  await page.getByRole("dialog", { name: "New client secret" }).getByRole("button", { name: "New secret" }).click();
  const shown = page.getByRole("dialog", { name: "Your new secret" });
  await expect(shown.locator("code")).toHaveText(/^mpx_\w{49}$/);
  const second = (await shown.locator("code").textContent()) ?? "";
  expect(second).not.toBe(secret);
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(`${secret.slice(0, 8)}…${secret.slice(-4)}`).filter({ visible: true })).toBeVisible();
  await expect(page.getByText(`${second.slice(0, 8)}…${second.slice(-4)}`).filter({ visible: true })).toBeVisible();
  await deleteApp(page);
});

/** A program that is told of events; it answers with what a page must not run. */
async function listenForEvents() {
  const heard: { signature: string; body: { type?: string } }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    heard.push({ signature: String(request.headers["webhook-signature"]), body: JSON.parse(Buffer.concat(chunks).toString()) });
    response.end("<h1>Thanks</h1>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, close: () => server.close() };
}

loudTest("a webhook is signed, tested, and logged", async ({ page }) => {
  const { heard, url, close } = await listenForEvents();
  await signIn(page);
  await createApp(page, "Hooked app");
  const webhook = page.getByRole("region", { name: "Webhook" });
  await expect(page.getByText("Give the app a webhook URL").filter({ visible: true })).toBeVisible();
  await page.getByLabel("Webhook URL").fill("http://203.0.113.7/hook");
  await webhook.getByRole("button", { name: "Save" }).click();
  await expect(webhook.getByRole("alert")).toContainText("The webhook URL must be https");
  await page.getByLabel("Webhook URL").fill(url);
  await webhook.getByRole("button", { name: "Save" }).click();
  await webhook.getByRole("button", { name: "Show" }).click();
  await expect(webhook.getByText(/^whsec_/)).toBeVisible();
  await webhook.getByRole("button", { name: "Hide" }).click();
  await expect(webhook.getByText(/^whsec_/)).toHaveCount(0);
  await webhook.getByLabel("Event", { exact: true }).selectOption("mil:on");
  await webhook.getByRole("button", { name: "Send a test" }).click();
  const log = page.getByRole("region", { name: "Deliveries" });
  await expect(log.getByText("Arrived")).toBeVisible();
  expect(heard).toMatchObject([{ signature: expect.stringMatching(/^v1,/), body: { type: "mil:on" } }]);
  await log.locator("summary").click();
  await expect(log.getByText("Answered 200")).toBeVisible();
  await expect(log.getByText("<h1>Thanks</h1>")).toBeVisible();
  await log.getByRole("button", { name: /^Send mil:on of .+ again$/ }).click();
  await expect(page.getByText("On its way again").first()).toBeVisible();
  await expect(log.getByText("2 attempts")).toBeVisible();
  expect(heard).toHaveLength(2);
  await expectAccessible(page);
  await deleteApp(page);
  close();
});

test("an app that one allowed is in the settings, and reads nothing once it is revoked", async ({ page }) => {
  await signIn(page);
  const { clientId, secret } = await createApp(page, "Allowed app");
  const appUrl = page.url();
  const consent = await page.context().newPage();
  await consent.goto((await page.getByText("/oauth/authorize?").filter({ visible: true }).textContent()) ?? "");
  const [back] = await Promise.all([
    consent.waitForRequest("https://app.example/callback?**"),
    consent.getByRole("button", { name: "Allow", exact: true }).click(),
  ]);
  await consent.close();
  const code = new URL(back.url()).searchParams.get("code") ?? "";
  const form = { grant_type: "authorization_code", client_id: clientId, client_secret: secret, code };
  const { access_token: token } = await (await page.request.post("/api/automatic/oauth/access_token", { form })).json();
  const ask = () => page.request.get("/api/automatic/user/me/", { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status()).toBe(200);
  await page.goto(appUrl);
  await expect(page.getByText("1 of 25 people").filter({ visible: true })).toBeVisible();
  await page.goto("/settings");
  const allowed = page.getByRole("region", { name: "Apps you allowed" });
  await expect(allowed.getByText("Ids, Car details, Trips")).toBeVisible();
  await expectAccessible(page);
  await allowed.getByRole("button", { name: "Revoke Allowed app" }).click();
  await page.getByRole("dialog", { name: "Revoke this app?" }).getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(page.getByText("App revoked").first()).toBeVisible();
  await expect(allowed.getByText("Allowed app")).toHaveCount(0);
  await expect.poll(async () => (await ask()).status()).toBe(401);
  await page.goto(appUrl);
  await deleteApp(page);
});

// The browser reports missing pages in its console.
loudTest("apps are not for drivers, who see what they have allowed", async ({ page }) => {
  await signIn(page, findPerson("driver"));
  await page.goto("/developers");
  await expect(page.getByText("Ask one of them for a key.").filter({ visible: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Manage apps" })).toHaveCount(0);
  for (const path of ["/developers/apps", "/developers/apps/1"]) {
    await page.goto(path);
    await expect(page.getByText("Nothing here").filter({ visible: true })).toBeVisible();
  }
  await page.goto("/settings");
  await expect(page.getByRole("region", { name: "Apps you allowed" })).toContainText("No app reads your data.");
});

loudTest("an app that does not exist is a page that does not exist", async ({ page }) => {
  await signIn(page);
  for (const path of ["/developers/apps/999999", "/developers/apps/nothing"]) {
    await page.goto(path);
    await expect(page.getByText("Nothing here").filter({ visible: true })).toBeVisible();
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ ...phone, colorScheme });

    test("the pages are accessible and nothing slides sideways", async ({ page }) => {
      await signIn(page);
      await createApp(page, `Phone app, ${colorScheme}`);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.goto("/developers/apps");
      await expect(page.getByRole("link", { name: `Phone app, ${colorScheme}` })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.getByRole("link", { name: `Phone app, ${colorScheme}` }).click();
      await deleteApp(page);
    });
  });
}
