import { createECDH, randomBytes } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { agePushFailures } from "../db/seeds/failing-endpoint.ts";
import { findPerson, signInByForm } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

const browser = "Unreachable phone";

/** A browser of the person whose push service listens nowhere. */
async function addUnreachableBrowser(page: Page): Promise<void> {
  const keys = createECDH("prime256v1");
  const json = {
    endpoint: "https://127.0.0.1/push",
    p256dh: keys.generateKeys("base64url"),
    auth: randomBytes(16).toString("base64url"),
    label: browser,
  };
  const { origin } = new URL(page.url());
  const answer = await page.request.post("/api/trpc/alerts.addPush", { data: { json }, headers: { origin } });
  expect(answer.status(), await answer.text()).toBe(200);
}

test.use(phone);

test("a browser that cannot be reached is reported, switched off after days, and switched on again", async ({ page }) => {
  await signInByForm(page, findPerson("viewer"));
  await addUnreachableBrowser(page);
  await page.goto("/alerts/rules");
  const problem = page.getByRole("list", { name: "Delivery problems" }).getByRole("listitem");
  const mine = page.getByRole("region", { name: "My notifications" });
  const sendTest = mine.getByRole("button", { name: "Send me a test" });
  await expect(sendTest).toBeVisible();
  await expect(problem).toHaveCount(0);

  await sendTest.click();
  await expect(mine.getByText(`${browser}: failed.`)).toBeVisible();
  await page.reload();
  await expect(problem).toContainText(`Push to ${browser} has failed since`);
  await expect(problem).toContainText(/Last error: \S/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await agePushFailures(process.env["E2E_DATABASE_URL"] ?? "", browser, 6);
  await sendTest.click();
  await expect(mine.getByText(`${browser}: failed.`)).toBeVisible();
  // Also where alerts are read, not only where channels are set up.
  await page.goto("/alerts");
  await expect(problem).toContainText(`Push to ${browser} is switched off since`);
  await expectAccessible(page);
  await page.goto("/alerts/rules");
  await expect(mine.getByText("Switched off, because nothing arrived.")).toBeVisible();

  await problem.getByRole("button", { name: "Switch on" }).press("Enter");
  await expect(page.getByText("It is tried again.").first()).toBeVisible();
  await expect(problem).toHaveCount(0);
  await expect(mine.getByText("Switched off, because nothing arrived.")).toHaveCount(0);
  await mine.getByRole("button", { name: `Stop notifying ${browser}` }).click();
  await expect(mine.getByText(browser)).toHaveCount(0);
});
