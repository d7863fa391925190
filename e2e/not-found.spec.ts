import { expect, type Page, test } from "@playwright/test";
import { openCar } from "./open-car.ts";
import { findPerson, signIn } from "./people.ts";
import { expectAccessible } from "./screen-test.ts";

// A browser writes an answer of 404 into its console, so these pages cannot be silent.

async function expectMissing(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "Nothing here" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Go to the garage" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Trips" })).toBeVisible();
}

for (const noun of ["trips", "vehicles", "drivers", "alerts", "developers/apps"]) {
  test(`one of ${noun} that does not exist answers 404, with the navigation and a way on`, async ({ page }) => {
    await signIn(page);
    await expectMissing(page, `/${noun}/999999999`);
  });
}

test("an address that never was answers 404, with the navigation and a way on", async ({ page }) => {
  await signIn(page);
  for (const path of ["/trips/nonsense", "/vehicles/999999999/health", "/developers/nonsense", "/nonsense"])
    await expectMissing(page, path);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go to the garage" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Garage" })).toBeVisible();
});

test("what is not a person's to see looks just the same", async ({ page, browser }) => {
  await signIn(page);
  await openCar(page, "Careful Civic");
  const foreign = new URL(page.url()).pathname;
  const context = await browser.newContext();
  const drivers = await context.newPage();
  await signIn(drivers, findPerson("driver"));
  const text = async (path: string) => {
    await expectMissing(drivers, path);
    return drivers.getByRole("main").textContent();
  };
  expect(await text(foreign)).toBe(await text("/vehicles/999999999"));
  for (const path of ["/developers/apps", "/settings/fleet", "/alerts/outbox"]) await expectMissing(drivers, path);
  await context.close();
});

test("without a session an unknown path answers 404, any other leads to the sign-in", async ({ page }) => {
  const answer = await page.goto("/nonsense");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "Nothing here" })).toBeVisible();
  await page.goto("/trips/999999999");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Ftrips%2F999999999/);
});
