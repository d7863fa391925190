import { expect, test as loudTest } from "@playwright/test";
import { findPerson, signInByForm } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

// One person's settings, one change after another; nobody else's screens change.
test.describe.configure({ mode: "serial" });

const viewer = () => findPerson("viewer");
const newPassword = "a much longer phrase";

test("units, zone and name are stored as they are chosen", async ({ page }) => {
  await signInByForm(page, viewer());
  await page.goto("/settings");
  await page.getByText("US", { exact: true }).click();
  await expect(page.getByText("mi, mph, mpg, °F")).toBeVisible();
  await expect(page.getByText("Settings saved").first()).toBeVisible();
  await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
  await page.getByLabel("Name", { exact: true }).fill("Vera of Tokyo");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Menu of Vera of Tokyo" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("radio", { name: "US" })).toBeChecked();
  await expect(page.getByLabel("Time zone")).toHaveValue("Asia/Tokyo");
  await page.goto("/trips");
  await expect(page.getByText(/\d mi\b/).first()).toBeVisible();
});

test("the theme is chosen at once and the server knows it for the next page", async ({ page }) => {
  await signInByForm(page, viewer());
  await page.goto("/settings");
  const remembered = page.waitForResponse("/api/display");
  await page.getByText("Dark", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect((await remembered).status()).toBe(204);
  const html = await (await page.request.get("/settings")).text();
  expect(html).toMatch(/<html[^>]*data-theme="dark"/);
});

// The browser itself reports the refusal in its console.
loudTest("the password needs the current one, and changing it ends the session", async ({ page }) => {
  await signInByForm(page, viewer());
  await page.goto("/settings");
  await page.getByLabel("Current password").fill("not the password");
  await page.getByLabel("New password").fill(newPassword);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("The current password is not right.")).toBeVisible();
  await page.getByLabel("Current password").fill(viewer().password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await signInByForm(page, { ...viewer(), password: newPassword });
});

test("signing out everywhere asks first and ends the other browser's session", async ({ page, browser, baseURL }) => {
  const person = { ...viewer(), password: newPassword };
  const other = await browser.newContext({ ...(baseURL && { baseURL }) });
  const otherPage = await other.newPage();
  await signInByForm(otherPage, person);
  await signInByForm(page, person);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign out everywhere" });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await dialog.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL("/sign-in");
  await otherPage.goto("/settings");
  await expect(otherPage).toHaveURL(/\/sign-in/);
  await other.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ ...phone, colorScheme });

    test("is accessible, fits, and can sign out", async ({ page }) => {
      await signInByForm(page, findPerson("driver"));
      await page.goto("/settings");
      await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await expect(page).toHaveURL("/sign-in");
    });
  });
}
