import { expect, test as loudTest } from "@playwright/test";
import { findPerson, signIn } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

test("a key is made, shown once, works, and is refused once it is revoked", async ({ page, request, baseURL }) => {
  await signIn(page);
  await page.goto("/developers");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Story key");
  await expect(page.getByLabel("Good for")).toHaveValue("365");
  await page.getByLabel("Good for").selectOption("30 days");
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog", { name: "Your new key" });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  const key = (await dialog.locator("code").textContent()) ?? "";
  expect(key).toMatch(/^mpk_\w{49}$/);
  const ask = () => request.get(`${baseURL}/api/carnot/cars/`, { headers: { authorization: key } });
  const answer = await ask();
  expect([answer.status(), Array.isArray(await answer.json())]).toEqual([200, true]);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("listitem").filter({ hasText: "Story key" });
  await expect(row.getByText(/^until /)).toBeVisible();
  await expect(page.getByText(key)).toHaveCount(0);
  await page.getByRole("button", { name: "Revoke Story key" }).click();
  await page.getByRole("dialog", { name: "Revoke this key?" }).getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(page.getByText("Key revoked").first()).toBeVisible();
  await expect(page.getByText("Story key")).toHaveCount(0);
  await expect.poll(async () => (await ask()).status()).toBe(401);
});

test("the reference has every call with a line to try it, by key or by login, and is searched", async ({ page, baseURL }) => {
  await signIn(page);
  await page.goto("/developers");
  await page.getByRole("link", { name: "Carnot" }).click();
  await expect(page.getByRole("heading", { name: "Carnot", level: 1 })).toBeVisible();
  const status = page.locator("#get-cars-id-status").filter({ visible: true });
  await expect(status).toContainText(`curl -H "Authorization: $KEY" '${baseURL}/api/carnot/cars/1/status'`);
  await page.getByText("Key and login", { exact: true }).click();
  await expect(status).toContainText(`curl -H "Apikey: $KEY" -H "Authorization: Token $TOKEN"`);
  await page.getByLabel("Search calls").fill("speed limit post");
  await expect(status).toBeHidden();
  await expect(page.locator("#post-cars-id-speedlimit").filter({ visible: true })).toBeVisible();
  await page.getByLabel("Search calls").fill("no such call");
  await expect(page.getByText("Nothing matches")).toBeVisible();
});

test("the reference of an API for apps asks with access tokens, shows forms, and offers no keys", async ({ page, baseURL }) => {
  await signIn(page);
  await page.goto("/developers/automatic");
  await expect(page.getByText("No API key opens this API.")).toBeVisible();
  const trips = page.locator("#get-v1-trips").filter({ visible: true });
  await expect(trips).toContainText(`curl -H "Authorization: Bearer $TOKEN" '${baseURL}/api/automatic/v1/trips'`);
  const token = page.locator("#post-oauth-access-token").filter({ visible: true });
  await expect(token).toContainText(`curl -d 'client_id=CLIENT_ID' -d 'client_secret=CLIENT_SECRET' -d 'grant_type=authorization_code'`);
  await expect(token.getByText("As an HTML form or as JSON.")).toBeVisible();
});

// A browser writes an answer of 404 into its console.
loudTest("an unknown API is a page that does not exist", async ({ page }) => {
  await signIn(page);
  await page.goto("/developers/nothing");
  await expect(page.getByText("Nothing here")).toBeVisible();
});

test("a driver reads the reference and sees no keys", async ({ page }) => {
  await signIn(page, findPerson("driver"));
  await page.goto("/developers");
  await expect(page.getByText("Ask one of them for a key.")).toBeVisible();
  await expect(page.getByRole("button", { name: "New key" })).toHaveCount(0);
  await page.goto("/developers/ingest");
  await expect(page.getByRole("region", { name: "Upload telemetry" })).toBeVisible();
});

for (const path of ["/developers", "/developers/carnot", "/developers/automatic", "/developers/ingest"]) {
  test(`${path} is accessible`, async ({ page }) => {
    await signIn(page);
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });
}

test.describe("on a phone", () => {
  test.use(phone);

  test("nothing slides sideways, and the calls are folded away", async ({ page }) => {
    await signIn(page);
    await page.goto("/developers");
    await expect(page.getByRole("button", { name: "New key" })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.goto("/developers/carnot");
    await page.locator("summary").filter({ hasText: "Calls" }).click();
    await page.getByRole("link", { name: "GET /cars/{id}/status" }).click();
    await expect(page.locator("#get-cars-id-status").filter({ visible: true })).toBeInViewport();
    await expectNoSidewaysScroll(page);
  });
});
