import { expect } from "@playwright/test";
import { findPerson, signIn, signInByForm } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

test("an owner sees who changed what, from where, and filters it", async ({ page }) => {
  await signIn(page);
  await page.goto("/settings/fleet");
  await page.getByRole("link", { name: "Open the audit log" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();
  const entries = page.getByRole("list", { name: "Entries" }).getByRole("listitem");
  const signedIn = entries.filter({ hasText: "Signed in" }).filter({ hasText: "by owner@small.example" });
  await expect(signedIn.first()).toContainText("from 127.0.0.1");
  await page.getByLabel("About").selectOption("Vehicles");
  await expect(entries.first()).toContainText("Vehicle");
  // Fields are named in words: no "fuelType".
  expect(
    await entries
      .locator("dt")
      .filter({ hasText: /[a-z][A-Z]/ })
      .count(),
  ).toBe(0);
  await expect(entries.locator("dt").filter({ hasText: "Gearbox" }).first()).toBeVisible();
  await expect(signedIn).toHaveCount(0);
  await expect(page).toHaveURL(/about=vehicle/);
  await expectAccessible(page);
});

test("for anyone else the page does not exist", async ({ page }) => {
  await signInByForm(page, findPerson("viewer"));
  expect((await page.request.get("/settings/audit")).status()).toBe(404);
});

test.describe("on a phone", () => {
  test.use(phone);

  test("it fits", async ({ page }) => {
    await signIn(page);
    await page.goto("/settings/audit");
    await expect(page.getByRole("list", { name: "Entries" }).getByRole("listitem").first()).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});
