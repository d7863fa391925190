import { expect, type Page } from "@playwright/test";
import { signInByForm } from "./people.ts";
import { test } from "./screen-test.ts";

// The fleet drives in Chicago; this browser is in Berlin.
test.use({ timezoneId: "Europe/Berlin" });

const named = /\d:\d\d(:\d\d)? [AP]M (CST|CDT)/;

/** The first page of a browser is written before it has said its zone. */
async function signInFromBerlin(page: Page): Promise<void> {
  await Promise.all([page.waitForResponse(/\/api\/display/), signInByForm(page)]);
}

/** Of the first time in a text, since midnight. */
function toMinutes(text: string): number {
  const [, hour, minute, half] = /(\d+):(\d\d)(?::\d\d)?\s([AP]M)/.exec(text) ?? [];
  return (Number(hour) % 12) * 60 + Number(minute) + (half === "PM" ? 720 : 0);
}

test("a moment of a drive reads the same on its trip, in lists and among the alerts, and names its zone", async ({ page }) => {
  await signInFromBerlin(page);
  await page.goto("/alerts?show=all&kind=hard_brake");
  const row = page.getByRole("region", { name: "Alerts", exact: true }).getByRole("listitem").first();
  const time = (await row.getByRole("time").textContent()) ?? "";
  expect(time).toMatch(named);
  await row.getByRole("link", { name: "Trip", exact: true }).click();
  const receipt = page.getByRole("region", { name: "Where the points went" }).locator("[aria-current=true]");
  // The receipt nearest to the moment, which may be of something else that began a little before it.
  await expect(receipt).toContainText(named);
  expect(Math.abs(toMinutes((await receipt.textContent()) ?? "") - toMinutes(time))).toBeLessThanOrEqual(5);
  await expect(page.getByText(/\d:\d\d [AP]M–\d+:\d\d [AP]M C[SD]T/)).toBeVisible();
});

test("lists of trips name the zone; what is no drive's is in the person's own", async ({ page }) => {
  await signInFromBerlin(page);
  await page.goto("/trips");
  await expect(page.getByRole("region", { name: "Trips", exact: true }).getByRole("listitem").first()).toContainText(named);
  await page.goto("/developers/apps");
  await expect(page.getByRole("main")).not.toContainText(named);
});

test.describe("in Chicago", () => {
  test.use({ timezoneId: "America/Chicago" });

  test("no zone needs a name", async ({ page }) => {
    await signInByForm(page);
    await page.goto("/trips");
    const rows = page.getByRole("region", { name: "Trips", exact: true }).getByRole("listitem");
    await expect(rows.first()).toContainText(/\d:\d\d [AP]M/);
    await expect(rows.filter({ hasText: named })).toHaveCount(0);
  });
});
