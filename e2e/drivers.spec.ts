import { expect, type Page } from "@playwright/test";
import { findPerson, signIn } from "./people.ts";
import { readScore } from "./read-score.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

const rows = (page: Page) => page.getByRole("list", { name: "Drivers" }).getByRole("listitem");

test.describe("drivers", () => {
  test("are listed by score, and found by name or car", async ({ page }) => {
    await signIn(page);
    await page.goto("/drivers");
    await expect(rows(page)).toHaveCount(3);
    await expectAccessible(page);
    await page.getByRole("textbox", { name: "Name or car" }).fill("golf");
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText("Rufus Rough");
  });

  test("a profile shows the score with its interval, its parts, where the points go, and trips", async ({ page }) => {
    await signIn(page);
    await page.goto("/drivers");
    await page.getByRole("link", { name: "Rufus Rough" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Rufus Rough" })).toBeVisible();
    const score = page.getByRole("region", { name: "Score", exact: true });
    await expect(score.getByText(/80 % certain between/)).toBeVisible();
    await expect(score.getByText("Provisional", { exact: true })).toBeVisible();
    const shown = await readScore(score);
    const losses = page.getByRole("region", { name: "Where the points go" });
    await expect(losses.getByText(/receipts? on \d+ trips?/).first()).toBeVisible();
    await expect(losses).toContainText(`100 − ${(100 - shown).toFixed(1)} = ${shown.toFixed(1)}`);
    const lines = await losses.getByRole("listitem").allTextContents();
    const lost = lines.reduce((sum, line) => sum + Number(/(\d+\.\d\d)/.exec(line)?.[1]), 0);
    expect(lost.toFixed(1)).toBe((100 - shown).toFixed(1));
    const badges = page.getByRole("region", { name: "Badges" });
    await expect(badges.getByRole("list", { name: "Earned badges" }).getByText("First report card")).toBeVisible();
    await badges.getByRole("button", { name: /still to earn/ }).click();
    await expect(badges.getByRole("list", { name: "Badges still to earn" }).getByText("Strong quarter")).toBeVisible();
    await expect(page.getByRole("list", { name: "Last trips" }).getByRole("listitem").first()).toBeVisible();
    await expectAccessible(page);
  });

  test("a driver sees nobody else", async ({ page }) => {
    await signIn(page, findPerson("driver"));
    await page.goto("/drivers");
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText("Rufus Rough");
  });
});

test.describe("a driver's profile on a phone", () => {
  test.use(phone);

  test("fits the screen", async ({ page }) => {
    await signIn(page);
    await page.goto("/drivers");
    await expectNoSidewaysScroll(page);
    await page.getByRole("link", { name: "Carla Careful" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Carla Careful" })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});
