import { expect, test as loudTest, type Page } from "@playwright/test";
import { openCar } from "./open-car.ts";
import { findPerson, signIn } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

// What holds for the whole account, one change after another.
test.describe.configure({ mode: "serial" });

async function openFleet(page: Page): Promise<void> {
  await signIn(page);
  await page.goto("/settings");
  await page.getByRole("link", { name: "Fleet settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Fleet" })).toBeVisible();
}

test("currency and CO2 factors are stored, and the defaults come back", async ({ page }) => {
  await openFleet(page);
  await page.getByLabel("Currency", { exact: true }).selectOption("INR");
  await expect(page.getByText("Fleet settings saved").first()).toBeVisible();
  const carbon = page.getByRole("region", { name: "CO₂ factors" });
  await expect(carbon.getByText("The defaults are in use.")).toBeVisible();
  await carbon.getByLabel("Electricity, kg a kWh").fill("0.05");
  await carbon.getByRole("button", { name: "Save" }).click();
  await expect(carbon.getByRole("button", { name: "Use the defaults" })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Currency", { exact: true })).toHaveValue("INR");
  await expect(carbon.getByLabel("Electricity, kg a kWh")).toHaveValue("0.05");
  await carbon.getByRole("button", { name: "Use the defaults" }).click();
  await expect(carbon.getByText("The defaults are in use.")).toBeVisible();
  await expect(carbon.getByLabel("Electricity, kg a kWh")).toHaveValue("");
});

test("with the price of fuel trips have a cost, in the account's currency", async ({ page }) => {
  await openFleet(page);
  const prices = page.getByRole("region", { name: "Fuel prices" });
  await prices.getByLabel("Petrol, INR a litre").fill("102.5");
  await prices.getByLabel("US dollars for 1 INR").fill("0.012");
  await expectAccessible(page);
  await prices.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Fleet settings saved").first()).toBeVisible();
  await page.reload();
  await expect(prices.getByLabel("Petrol, INR a litre")).toHaveValue("102.5");
  await expect(prices.getByLabel("US dollars for 1 INR")).toHaveValue("0.012");
  await page.goto("/trips?q=rough+golf&sort=-distance");
  await page.getByRole("region", { name: "Trips", exact: true }).getByRole("listitem").first().getByRole("link").click();
  await expect(page.getByRole("region", { name: "Figures" }).getByText(/^₹[\d,]+\.\d\d$/)).toBeVisible();
});

test("people are listed with their roles, and removing one asks first", async ({ page }) => {
  await openFleet(page);
  const people = page.getByRole("region", { name: "People", exact: true });
  const row = people.getByRole("listitem").filter({ hasText: "Vera Viewer" });
  await expect(row.getByText("Viewer", { exact: true })).toBeVisible();
  await expect(people.getByRole("button", { name: "Remove Owner Small" })).toHaveCount(0);
  await row.getByRole("button", { name: "Remove Vera Viewer" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove Vera Viewer from this account?" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(row).toBeVisible();
});

test("an invitation is shown once and can be taken back", async ({ page }) => {
  await openFleet(page);
  const people = page.getByRole("region", { name: "Who may register" });
  await people.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Email (optional)").fill("new@small.example");
  await dialog.getByRole("button", { name: "Invite" }).click();
  await expect(dialog.getByText(/^mpi_/)).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  const row = people.getByRole("listitem").filter({ hasText: "new@small.example" });
  await expect(row.getByText("Open", { exact: true })).toBeVisible();
  await row.getByRole("button", { name: /^Take back/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(row.getByText("Taken back")).toBeVisible();
});

test("makes and models are looked through, added to, linked and removed with a way back", async ({ page }) => {
  await openFleet(page);
  const models = page.getByRole("region", { name: "Makes and models" });
  await models.getByLabel("Make", { exact: true }).selectOption("Audi");
  const audis = models.getByRole("list", { name: "Models of Audi" });
  await expect(audis.getByText("RS6 Avant", { exact: true })).toBeVisible();
  await models.getByRole("button", { name: "Add a model" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Make", { exact: true }).fill("audi");
  await dialog.getByLabel("Model", { exact: true }).fill("Quattro Sport");
  await dialog.getByRole("button", { name: "Add a model" }).click();
  const row = audis.getByRole("listitem").filter({ hasText: "Quattro Sport" });
  await expect(row.getByText("Own", { exact: true })).toBeVisible();
  await row.getByRole("button", { name: "Links of Quattro Sport" }).click();
  await page.getByRole("dialog").getByLabel("Picture, https://…").fill("https://fleet.example/quattro.png");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(row.getByText("Linked", { exact: true })).toBeVisible();
  await row.getByRole("button", { name: "Remove Quattro Sport" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row.getByText("Linked", { exact: true })).toBeVisible();
});

// The browser reports the request that failed in its console.
loudTest("models that cannot be read are reported, and read when asked again", async ({ page }) => {
  await openFleet(page);
  const models = page.getByRole("region", { name: "Makes and models" });
  await page.route(/fleet\.models/, (route) => route.abort());
  // Audi, which the account has added to, is chosen and read already.
  await models.getByLabel("Make", { exact: true }).selectOption("BMW");
  const again = models.getByRole("alert").getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  await page.unrouteAll();
  await again.click();
  await expect(models.getByRole("list", { name: "Models of BMW" })).toBeVisible();
});

test("a manager says what a car is, gives it a speed limit, and sees what it did to the air", async ({ page }) => {
  await signIn(page);
  await openCar(page, "Rough Golf");
  const sums = page.getByRole("region", { name: "All trips" });
  await expect(sums.getByText(/kg a litre/)).toBeVisible();
  await expect(sums.getByText("Seedlings")).toBeVisible();
  const car = page.getByRole("region", { name: "The car" });
  await car.getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Speed limit, km/h").fill("500");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("Speed limit, km/h").fill("110");
  await dialog.getByLabel("Submodel").fill("GTI");
  await dialog.getByLabel("Pick a colour").fill("#1e3a8a");
  await expect(dialog.getByLabel("Colour", { exact: true })).toHaveValue("#1e3a8a");
  await dialog.getByLabel("Fuel grade").selectOption("premium");
  await dialog.getByLabel("EPA combined economy, km/L").fill("12.3");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(car.getByText("110 km/h")).toBeVisible();
  for (const text of ["#1e3a8a", "Premium", "12.3 km/L"]) await expect(car.getByText(text)).toBeVisible();
  await expect(car.getByText(/Golf GTI/)).toBeVisible();
});

test("only managers come here", async ({ page }) => {
  await signIn(page, findPerson("driver"));
  await page.goto("/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Fleet settings" })).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ ...phone, colorScheme });

    test("is accessible and fits", async ({ page }) => {
      await openFleet(page);
      await expect(
        page
          .getByRole("list", { name: /^Models of/ })
          .getByRole("listitem")
          .first(),
      ).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  });
}
