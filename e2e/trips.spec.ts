import { expect, type Page, test as plainTest } from "@playwright/test";
import { findPerson, signIn } from "./people.ts";
import { readScore } from "./read-score.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

const rows = (page: Page) => page.getByRole("region", { name: "Trips", exact: true }).getByRole("listitem");

const listTrips = (page: Page) =>
  rows(page)
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));

/** The worst scored trip: the one with most to show. */
async function openWorstTrip(page: Page): Promise<void> {
  await page.goto("/trips?sort=score");
  await rows(page).first().getByRole("link").click();
  await expect(page).toHaveURL(/\/trips\/\d+/);
  await expect(page.getByRole("region", { name: "Report card" })).toBeVisible();
}

test.describe("the list of trips", () => {
  test("shows trips by day, newest first, with score and shape", async ({ page }) => {
    await signIn(page);
    await page.goto("/trips");
    await expect(rows(page).first()).toBeVisible();
    await expect(page.getByRole("img", { name: /Score \d+ of 100/ }).first()).toBeVisible();
    await expectAccessible(page);
  });

  test("search, car, driver, score and days narrow it; the address keeps it", async ({ page }) => {
    await signIn(page);
    await page.goto("/trips");
    await expect(rows(page).first()).toBeVisible();
    const all = await listTrips(page);
    await page.getByRole("textbox", { name: "Car, driver or place" }).fill("quiet bolt");
    await expect(page).toHaveURL(/q=quiet\+bolt/);
    await expect(rows(page).filter({ hasNotText: "Quiet Bolt" })).toHaveCount(0);
    expect((await listTrips(page)).length).toBeLessThan(all.length);
    await page.getByRole("button", { name: "Clear all" }).click();
    // Another spec's drive may have joined them.
    await expect.poll(() => listTrips(page)).toEqual(expect.arrayContaining(all));
    await page.getByRole("combobox", { name: "Driver" }).selectOption({ label: "Rufus Rough" });
    await expect(page).toHaveURL(/driver=\d+/);
    await expect(rows(page).filter({ hasNotText: "Rufus Rough" })).toHaveCount(0);
    await page.getByLabel("From").fill("2001-01-01");
    await page.getByLabel("To", { exact: true }).fill("2001-01-02");
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  });

  test("sorted by score it begins with the lowest or the highest", async ({ page }) => {
    await signIn(page);
    await page.goto("/trips?sort=score");
    const scores = () =>
      rows(page)
        .getByRole("img", { name: /^Score/ })
        .evaluateAll((rings) => rings.map((ring) => Number(ring.textContent)));
    await expect(rows(page).first()).toBeVisible();
    const rising = await scores();
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    await page.getByRole("button", { name: "ascending" }).click();
    await expect(page).toHaveURL(/sort=-score/);
    await expect.poll(scores).toEqual(rising.toSorted((a, b) => b - a));
  });
});

test.describe("the report card", () => {
  test("its parts add up to the score, its receipts to what is missing from it", async ({ page }) => {
    await signIn(page);
    await openWorstTrip(page);
    const score = await readScore(page.getByRole("region", { name: "Report card" }));
    const receipts = page.getByRole("region", { name: "Where the points went" });
    const all = receipts.getByRole("button", { name: /^Show all/ });
    if (await all.isVisible()) await all.click();
    const lines = await receipts.getByRole("list").getByRole("listitem").allTextContents();
    const lost = lines.reduce((sum, line) => sum + Number(/(\d+\.\d\d)$/.exec(line)?.[1]), 0);
    expect(lost.toFixed(2)).toBe((100 - score).toFixed(2));
    await expect(receipts).toContainText(`100 − ${(100 - score).toFixed(1)} = ${score.toFixed(1)}`);
    await expectAccessible(page);
  });

  test("counts the events that its receipts name, and labels those of Automatic's rule", async ({ page }) => {
    await signIn(page);
    await openWorstTrip(page);
    const figures = page.getByRole("region", { name: "Events of the score" });
    const counted = async (label: string) =>
      Number.parseInt(
        (await figures.locator("dt", { hasText: label }).locator("xpath=following-sibling::dd/span[1]").textContent()) ?? "",
        10,
      );
    const receipts = page.getByRole("region", { name: "Where the points went" });
    const all = receipts.getByRole("button", { name: /^Show all/ });
    if (await all.isVisible()) await all.click();
    const named = (name: RegExp) => receipts.getByRole("listitem").filter({ hasText: name }).count();
    expect(await counted("Braking events")).toBe(await named(/^(Firm|Hard|Very hard) braking/));
    expect(await counted("Acceleration events")).toBe(await named(/^(Brisk|Hard|Very hard) acceleration/));
    await expect(page.getByRole("region", { name: "By Automatic's rule" })).toContainText("Hard brakes");
  });

  test("a receipt leads to its moment on the map", async ({ page }) => {
    await signIn(page);
    await page.goto("/trips?q=rough+golf&show=events");
    await rows(page).first().getByRole("link").click();
    const receipts = page.getByRole("list", { name: "Where the points went" });
    await expect(receipts.getByRole("listitem").first()).toBeVisible();
    // Of a long list the small ones are one press away.
    const whole = page.getByRole("button", { name: /^Show all/ });
    if (await whole.isVisible()) await whole.click();
    const line = receipts
      .getByRole("button", { name: /braking|acceleration/i })
      .filter({ hasText: "peak" })
      .first();
    await line.click();
    await expect(line).toHaveAttribute("aria-current", "true");
    await expect(page.locator(".leaflet-popup")).toContainText(/braking|acceleration/i);
    await expect(page.locator(".leaflet-popup")).toContainText("lost");
  });

  test("the chart can be read as a table and runs over time or distance", async ({ page }) => {
    await signIn(page);
    await openWorstTrip(page);
    const route = page.getByRole("region", { name: "Route" });
    await route.getByText("Distance", { exact: true }).click();
    await route.getByRole("button", { name: "Show as table" }).click();
    await expect(route.getByRole("row").nth(3)).toContainText(/km\/h/);
  });

  test("leads on to the car's neighbouring trips and to how the score is computed", async ({ page }) => {
    await signIn(page);
    await openWorstTrip(page);
    const first = page.url();
    await page
      .getByRole("link", { name: /(Previous|Next) trip of this car/ })
      .first()
      .click();
    await expect(page).not.toHaveURL(first);
    await page.getByRole("link", { name: "How is this computed?" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "How the score is computed" })).toBeVisible();
    await expect(page.getByRole("cell", { name: "driver.provisionalKm" })).toBeVisible();
    await expectAccessible(page);
  });

  test("a trip is marked as business, found by it, and the mark taken back", async ({ page }) => {
    await signIn(page);
    await page.goto("/trips?q=rough+golf&sort=-distance");
    await rows(page).first().getByRole("link").click();
    await expect(page.getByRole("region", { name: "Report card" })).toBeVisible();
    const business = page.getByRole("button", { name: "Business" });
    await expect(business).toHaveAttribute("aria-pressed", "false");
    await business.click();
    await expect(business).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByText("Marked as a business trip").first()).toBeVisible();
    await expectAccessible(page);
    const path = new URL(page.url()).pathname;
    await page.goto("/trips");
    await page.getByRole("button", { name: "Business" }).click();
    await expect(page).toHaveURL(/show=business/);
    await expect.poll(() => listTrips(page)).toEqual([path]);
    await expect(rows(page).first().getByText("Business")).toBeVisible();
    await rows(page).first().getByRole("link").click();
    await expect(page.getByRole("region", { name: "Report card" })).toBeVisible();
    await business.click();
    await expect(business).toHaveAttribute("aria-pressed", "false");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(business).toHaveAttribute("aria-pressed", "true");
    await business.click();
    await expect(page.getByText("No longer a business trip").last()).toBeVisible();
  });

  test("a trip on the road says so instead of a score", async ({ page }) => {
    await signIn(page);
    await page.goto("/trips?show=open");
    await rows(page).first().getByRole("link").click();
    await expect(page.getByRole("region", { name: "Report card" })).toContainText("It is scored when the car has stopped");
  });
});

plainTest("a trip of a colleague is not found", async ({ page, browser }) => {
  await signIn(page);
  await page.goto("/trips?q=careful+civic");
  await rows(page).first().getByRole("link").click();
  await expect(page).toHaveURL(/\/trips\/\d+/);
  const path = new URL(page.url()).pathname;
  const other = await (await browser.newContext()).newPage();
  await signIn(other, findPerson("driver"));
  await other.goto(path);
  await expect(other.getByText("Nothing here")).toBeVisible();
  await expect(other.getByText("Careful Civic")).toHaveCount(0);
  await other.goto("/trips");
  await expect(rows(other).first()).toBeVisible();
  await expect(rows(other).filter({ hasNotText: "Rufus Rough" })).toHaveCount(0);
});

test.describe("trips on a phone", () => {
  test.use(phone);

  test("list and report card fit the screen; filters fold away", async ({ page }) => {
    await signIn(page);
    await page.goto("/trips");
    await expect(page.getByRole("combobox", { name: "Driver" })).toBeHidden();
    await page.getByRole("button", { name: "Filters" }).click();
    await expect(page.getByRole("combobox", { name: "Driver" })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await openWorstTrip(page);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});
