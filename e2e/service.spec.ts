import { expect, type Page, test as plainTest } from "@playwright/test";
import { openCar } from "./open-car.ts";
import { findPerson, signIn } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

// One car's services, one change after another.
test.describe.configure({ mode: "serial" });

/** The list itself; the picture above it names the same things. */
const dueList = (page: Page) => page.getByRole("region", { name: "What is due" });
const planOf = (page: Page, name: string) => page.getByRole("list", { name: "Service plan" }).getByRole("listitem", { name });

test("the address that the screen had first leads to it", async ({ request }) => {
  const answer = await request.get("/care?kind=dtc", { maxRedirects: 0 });
  expect(answer.status()).toBe(308);
  expect(answer.headers()["location"]).toBe("/service?kind=dtc");
});

test("an electric car is planned for with what such cars usually need", async ({ page }) => {
  await signIn(page);
  await openCar(page, "Quiet Bolt", "Service");
  await expect(page.getByRole("checkbox", { name: /^Tyres/ })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: /^Engine oil/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("checkbox", { name: /^Brakes/ }).uncheck();
  await page.getByRole("checkbox", { name: /^Inspection/ }).uncheck();
  await page.getByRole("button", { name: "Plan 2 services" }).click();
  await expect(planOf(page, "Tyres").getByText("comes first")).toBeVisible();
  await expect(planOf(page, "Brake fluid")).toBeVisible();
  await expect(page.getByRole("list", { name: "Service plan" }).getByRole("listitem")).toHaveCount(2);
});

test("a plan of one's own is overdue, set aside and taken up again", async ({ page }) => {
  await signIn(page);
  await openCar(page, "Quiet Bolt", "Service");
  await page.getByRole("button", { name: "Add plan" }).click();
  const dialog = page.getByRole("dialog", { name: "New service plan" });
  await dialog.getByLabel("What").fill("Wipers");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Give a distance, months or engine hours.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Months").fill("6");
  await dialog.getByLabel("Last done on").fill("2024-01-15");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(
    planOf(page, "Wipers")
      .getByText(/days over/)
      .first(),
  ).toBeVisible();
  // When it was last done is noted as work.
  await expect(page.getByRole("list", { name: "Work done" }).getByText("Wipers")).toBeVisible();
  await page.getByRole("button", { name: "More about Wipers" }).click();
  await page.getByRole("menuitem", { name: "Set aside" }).click();
  await expect(planOf(page, "Wipers")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(planOf(page, "Wipers")).toBeVisible();
});

test("the due list names what is wrong, narrows, and completes a service where it stands", async ({ page }) => {
  await signIn(page);
  await page.goto("/service");
  const now = page.getByRole("list", { name: /^To do now/ });
  await expect(now.getByText("Wipers")).toBeVisible();
  await expect(now.getByText("Fault code P0301")).toBeVisible();
  await expect(page.getByRole("region", { name: "The next 90 days" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Fault codes/ }).click();
  await expect(dueList(page).getByText("Wipers")).toHaveCount(0);
  await expect(page).toHaveURL(/kind=dtc/);
  await expect(page.getByRole("link", { name: "Look at the health of Rough Golf" }).first()).toHaveAttribute(
    "href",
    /\/vehicles\/\d+\/health/,
  );
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByRole("combobox", { name: "Car" }).selectOption("Quiet Bolt");
  await expect(dueList(page).getByText("Fault code P0301")).toHaveCount(0);
  await page.getByRole("button", { name: "Done: Wipers of Quiet Bolt" }).click();
  const dialog = page.getByRole("dialog", { name: "Done: Wipers" });
  await expect(dialog.getByLabel("Odometer (km)")).toHaveValue(/^\d+$/);
  await expect(dialog.getByLabel("Date")).toHaveValue(/^\d{4}-\d\d-\d\d$/);
  // In the currency of the fleet, which other specs change.
  await dialog.getByLabel(/^Cost \(/).fill("24.90");
  await dialog.getByLabel("Done by").fill("Corner garage");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Record" }).click();
  await expect(page.getByText("Wipers is recorded").first()).toBeVisible();
  await expect(now.getByText("Wipers")).toHaveCount(0);
  await expect(page.getByRole("list", { name: /^Later/ }).getByText("Wipers")).toBeVisible();
});

test("work is kept with its cost; removing it can be undone", async ({ page }) => {
  await signIn(page);
  await openCar(page, "Quiet Bolt", "Service");
  const history = page.getByRole("list", { name: "Work done" });
  await expect(history.getByText(/24\.90/)).toBeVisible();
  await expect(history.getByText("by Corner garage")).toBeVisible();
  await expect(planOf(page, "Wipers").getByText(/^in \d+ days$/)).toBeVisible();
  await page
    .getByRole("button", { name: /^Remove Wipers/ })
    .first()
    .click();
  await expect(history.getByText(/24\.90/)).toHaveCount(0);
  await expect(
    planOf(page, "Wipers")
      .getByText(/days over/)
      .first(),
  ).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(history.getByText(/24\.90/)).toBeVisible();
  await page.getByRole("button", { name: "Record work" }).click();
  const dialog = page.getByRole("dialog", { name: "Record work" });
  await dialog.getByLabel("What was done").fill("New windscreen");
  await dialog.getByRole("button", { name: "Record" }).click();
  await expect(history.getByText("New windscreen")).toBeVisible();
});

test("a calendar address shows the list until it is revoked", async ({ page }) => {
  await signIn(page);
  await page.goto("/service");
  await page.getByLabel("Name", { exact: true }).fill("Phone");
  await page.getByRole("button", { name: "Create address" }).click();
  const dialog = page.getByRole("dialog", { name: "Your calendar address" });
  const url = await dialog.getByLabel("Calendar address").inputValue();
  expect(url).toMatch(/\/api\/calendar\/mpc_[0-9A-Za-z]+\.ics$/);
  await expect(dialog.getByRole("link", { name: "Open in calendar" })).toHaveAttribute("href", url.replace("http:", "webcal:"));
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  const feed = await page.request.get(url, { headers: { cookie: "" } });
  expect([feed.status(), feed.headers()["content-type"]]).toEqual([200, "text/calendar; charset=utf-8"]);
  expect(await feed.text()).toContain("SUMMARY:Wipers due · Quiet Bolt\r\n");
  await page.getByRole("button", { name: "Revoke Phone" }).click();
  await page.getByRole("dialog", { name: "Revoke Phone" }).getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("button", { name: "Revoke Phone" })).toHaveCount(0);
  expect((await page.request.get(url)).status()).toBe(404);
});

plainTest("drivers read of their own cars and change nothing", async ({ page, browser }) => {
  const managing = await (await browser.newContext()).newPage();
  await signIn(managing);
  await openCar(managing, "Quiet Bolt", "Service");
  await signIn(page, findPerson("driver"));
  await page.goto("/service");
  await expect(dueList(page).getByText("Fault code P0301")).toBeVisible();
  await expect(page.getByText("Wipers")).toHaveCount(0);
  await openCar(page, "Rough Golf", "Service");
  await expect(page.getByText("Nothing planned yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "Add plan" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Record work" })).toHaveCount(0);
  await page.goto(new URL(managing.url()).pathname);
  await expect(page.getByText("Nothing here")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ ...phone, colorScheme });

    test("the list and a car's plan are accessible and fit", async ({ page }) => {
      await signIn(page);
      await page.goto("/service");
      await expect(page.getByRole("list", { name: /^Later/ }).getByText("Wipers")).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.getByRole("link", { name: "Wipers" }).first().click();
      await expect(planOf(page, "Wipers")).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  });
}
