import { expect, test as plainTest } from "@playwright/test";
import { openCar } from "./open-car.ts";
import { findPerson, signIn } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

test.describe("the car status", () => {
  test("shows the newest values with unit and age, health, days and last trips", async ({ page }) => {
    await signIn(page);
    await openCar(page, "Rough Golf");
    const now = page.getByRole("region", { name: "Now" });
    await expect(now.getByText("12 V battery")).toBeVisible();
    await expect(now.getByText(/ ago|now/).first()).toBeVisible();
    await expect(page.getByRole("region", { name: "Health" }).getByText("P0301").first()).toBeVisible();
    await expect(page.getByRole("region", { name: "Last 30 days" }).getByText(/\d trips?/)).toBeVisible();
    await expect(page.getByRole("list", { name: "Last trips" }).getByRole("listitem").first()).toBeVisible();
    await expect(page.getByRole("region", { name: "The car" }).getByText("SM 2")).toBeVisible();
    await expectAccessible(page);
  });

  test("greys what is too old to say how the car is now, each kind of value after a time of its own", async ({ page }) => {
    await signIn(page);
    await openCar(page, "Rough Golf");
    const value = (label: string) =>
      page.getByRole("region", { name: "Now" }).locator("dl > div").filter({ hasText: label }).locator("dd").first();
    await expect(value("12 V battery").locator("[data-stale]")).toHaveCount(0);
    await page.clock.setFixedTime(Date.now() + 2 * 86_400_000);
    await expect(value("12 V battery").locator("[data-stale]")).toContainText("V");
    await expect(value("12 V battery")).toContainText(/\d+ (h|d) ago/);
    await expect(value("Engine speed").locator("[data-stale]")).toBeVisible();
    await expect(value("Odometer")).toBeVisible();
    await expect(value("Odometer").locator("[data-stale]")).toHaveCount(0);
    await page.clock.setFixedTime(Date.now() + 4 * 86_400_000);
    const badge = page.getByRole("main").getByText("Check engine", { exact: true });
    await expect(badge).toHaveAttribute("data-stale", "true");
    await expect(badge.locator("..")).toContainText(/\d d ago/);
    await expectAccessible(page);
  });

  test("its last trips lead to a report card, all of them to the list of its trips", async ({ page }) => {
    await signIn(page);
    await openCar(page, "Rough Golf");
    await page.getByRole("link", { name: "All trips of this car" }).click();
    await expect(page).toHaveURL(/\/trips\?car=\d+/);
    await expect(page.getByRole("combobox", { name: "Car", exact: true })).toHaveValue(/\d+/);
    await expect(page.getByRole("main").getByRole("listitem").first()).toContainText("Rough Golf");
  });
});

plainTest("a car that does not exist, and one of a colleague, are not found", async ({ page, browser }) => {
  await signIn(page);
  await openCar(page, "Careful Civic");
  const path = new URL(page.url()).pathname;
  for (const missing of ["/vehicles/999999", "/vehicles/0", "/vehicles/abc"]) {
    await page.goto(missing);
    await expect(page.getByText("Nothing here")).toBeVisible();
  }
  const other = await (await browser.newContext()).newPage();
  await signIn(other, findPerson("driver"));
  await other.goto(path);
  await expect(other.getByText("Nothing here")).toBeVisible();
  await expect(other.getByText("Careful Civic")).toHaveCount(0);
});

test.describe("the car status on a phone", () => {
  test.use(phone);

  test("fits the screen", async ({ page }) => {
    await signIn(page);
    await openCar(page, "Careful Civic");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});
