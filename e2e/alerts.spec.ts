import { expect, test as loudTest, type Page } from "@playwright/test";
import { findPerson, signIn } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

// One person's inbox and one account's rules, one change after another.
test.describe.configure({ mode: "serial" });

const inbox = (page: Page) => page.getByRole("region", { name: "Alerts", exact: true });
const rules = (page: Page) => page.getByRole("list", { name: "Rules" }).getByRole("listitem");
const navigation = (page: Page) => page.getByRole("navigation", { name: "Main" });

test.describe("the inbox", () => {
  test("says how many alerts are new until they are looked at", async ({ page }) => {
    await signIn(page, findPerson("driver"));
    await page.goto("/trips");
    await navigation(page)
      .getByRole("link", { name: /^Alerts\W+\d+ unread$/ })
      .click();
    await expect(inbox(page).getByRole("link", { name: /^Check engine light is on: P0301/ })).toBeVisible();
    await expect(inbox(page).getByText("New").first()).toBeAttached();
    await expect(navigation(page).getByRole("link", { name: "Alerts", exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  test("an alert is acknowledged by keyboard, and that is taken back", async ({ page }) => {
    await signIn(page, findPerson("driver"));
    await page.goto("/alerts?kind=mil");
    const row = inbox(page).getByRole("listitem").filter({ hasText: "P0301" });
    await row.getByRole("button", { name: /^Acknowledge: Check engine light/ }).press("Enter");
    await expect(row).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(row).toHaveCount(1);
  });

  test("view, kind and car narrow it; the address keeps them; an alert leads to its page", async ({ page }) => {
    await signIn(page);
    await page.goto("/alerts");
    await inbox(page).getByText("All", { exact: true }).click();
    await expect(page).toHaveURL(/show=all/);
    await page.getByRole("combobox", { name: "Kind" }).selectOption("Check engine light");
    await page.getByRole("combobox", { name: "Car" }).selectOption("Rough Golf");
    await expect(page).toHaveURL(/kind=mil/);
    await expect(page).toHaveURL(/car=\d+/);
    await page.reload();
    await expect(page.getByRole("combobox", { name: "Kind" })).toHaveValue("mil");
    await inbox(page)
      .getByRole("link", { name: /^Check engine light is on: P0301/ })
      .first()
      .click();
    await expect(page.getByRole("heading", { level: 1, name: /^Rough Golf: Check engine light is on/ })).toBeVisible();
    await expect(page.getByRole("region", { name: "What is known" }).getByRole("link", { name: "Rough Golf" })).toBeVisible();
    await expectAccessible(page);
    await page.goto("/alerts?kind=mil&car=999999");
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  });

  test("a rule is snoozed from an alert, and speaks again", async ({ page }) => {
    await signIn(page);
    await page.goto("/alerts?show=all&kind=mil");
    const row = inbox(page).getByRole("listitem").filter({ hasText: "P0301" }).first();
    await row.getByRole("button", { name: "Snooze" }).press("Enter");
    await page.getByRole("menuitem", { name: "8 hours" }).first().press("Enter");
    await expect(page.getByText(/^Quiet until/).first()).toBeVisible();
    await page.goto("/alerts/rules");
    const rule = rules(page).filter({ hasText: "The check engine light comes on" });
    await expect(rule.getByText(/^Quiet for Rough Golf until/)).toBeVisible();
    await rule.getByRole("button", { name: "End" }).click();
    await expect(rule.getByText(/^Quiet for/)).toHaveCount(0);
  });
});

test.describe("the rules", () => {
  test("a rule is switched off and on, by keyboard", async ({ page }) => {
    await signIn(page);
    await page.goto("/alerts/rules");
    const rule = rules(page).filter({ hasText: "Silent car" });
    const onOff = rule.getByRole("switch", { name: /^Silent car/ });
    await expect(onOff).toBeChecked();
    // The screen shows what was asked for at once; it is stored when the server has answered.
    const press = () => Promise.all([page.waitForResponse(/alerts\.changeRule/), onOff.press("Space")]);
    await press();
    await expect(rule.getByText("Off", { exact: true })).toBeVisible();
    await page.reload();
    await expect(onOff).not.toBeChecked();
    await press();
    await expect(rule.getByText("Off", { exact: true })).toHaveCount(0);
    await page.reload();
    await expect(onOff).toBeChecked();
    await expectAccessible(page);
  });

  test("a new rule is stored when it is saved and not before; its form opens in view with the focus in it", async ({ page }) => {
    await signIn(page);
    await page.goto("/alerts/rules");
    await expect(rules(page).first()).toBeVisible();
    const count = await rules(page).count();
    const writes: string[] = [];
    page.on("request", (request) => request.method() === "POST" && writes.push(request.url()));
    const add = page.getByRole("button", { name: "Add a rule" });
    for (const leave of ["Cancel", "reload"]) {
      await add.click();
      await page.getByRole("menuitem", { name: "Geofence left" }).press("Enter");
      const form = page.getByRole("region", { name: "New rule: Geofence left" });
      await expect(form).toBeInViewport({ ratio: 1 });
      await expect(form.getByLabel("Geofence", { exact: true })).toBeFocused();
      await expectAccessible(page);
      if (leave === "reload") await page.reload();
      else await form.getByRole("button", { name: leave }).press("Enter");
      await expect(form).toHaveCount(0);
      if (leave === "Cancel") await expect(add).toBeFocused();
      await expect(rules(page)).toHaveCount(count);
    }
    expect(writes).toEqual([]);
    await page.reload();
    await expect(rules(page)).toHaveCount(count);
  });

  test("the form of a rule opens in view; closed, it leaves the focus where it was opened", async ({ page }) => {
    await signIn(page);
    await page.goto("/alerts/rules");
    const last = rules(page).last();
    const change = last.getByRole("button", { name: /^Change/ });
    await change.press("Enter");
    await expect(last.getByRole("button", { name: "Save" })).toBeInViewport({ ratio: 1 });
    await expect(last.getByRole("spinbutton").or(last.getByRole("combobox")).or(last.getByRole("textbox")).first()).toBeFocused();
    await last.getByRole("button", { name: "Cancel" }).press("Enter");
    await expect(change).toBeFocused();
  });

  test("another rule of a kind is added for one car, removed and brought back", async ({ page }) => {
    await signIn(page);
    await page.goto("/alerts/rules");
    await page.getByRole("button", { name: "Add a rule" }).click();
    await page.getByRole("menuitem", { name: "Low battery" }).click();
    await page.getByLabel("Below, volts").fill("0");
    await expect(page.getByText("A number from 1 to 60")).toBeVisible();
    await page.getByLabel("Below, volts").fill("12.3");
    await page.getByText("Chosen cars").click();
    await page.getByRole("checkbox", { name: "Quiet Bolt" }).check();
    await page.getByRole("checkbox", { name: "By push to browsers" }).uncheck();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save", exact: true }).first().click();
    const added = rules(page).filter({ hasText: "falls below 12.3 V" });
    await expect(added.getByText(/^1 car · in the app, email/)).toBeVisible();
    await added.getByRole("button", { name: /^Remove Low battery/ }).click();
    await expect(added).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(added.getByText(/^1 car · in the app, email/)).toBeVisible();
    await added.getByRole("button", { name: /^Remove Low battery/ }).click();
    await expect(added).toHaveCount(0);
  });

  test("one's own channels are switched, and a test says what was sent", async ({ page }) => {
    await signIn(page);
    await page.goto("/alerts/rules");
    const mine = page.getByRole("region", { name: "My notifications" });
    const push = mine.getByRole("switch", { name: "By push" });
    await push.press("Space");
    await expect(push).not.toBeChecked();
    await push.press("Space");
    await expect(push).toBeChecked();
    await mine.getByRole("button", { name: "Send me a test" }).click();
    await expect(mine.getByText("Email: not sent, because no mail server is set up.")).toBeVisible();
    await expect(mine.getByText("No browser is subscribed to push.")).toBeVisible();
  });

  test("a driver sees them, but changes only their own notifications", async ({ page }) => {
    await signIn(page, findPerson("driver"));
    await page.goto("/alerts/rules");
    await expect(rules(page).first()).toBeVisible();
    await expect(page.getByRole("list", { name: "Rules" }).getByRole("switch")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Add a rule" })).toHaveCount(0);
    await expect(page.getByRole("region", { name: "My notifications" }).getByRole("switch", { name: "By email" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Outbox" })).toHaveCount(0);
  });
});

test("the outbox shows what mails say", async ({ page }) => {
  await signIn(page);
  await page.goto("/alerts/outbox");
  const message = page.getByRole("list", { name: "Messages" }).getByRole("listitem").filter({ hasText: "Rough Golf" }).first();
  await expect(message.getByText("Preview")).toBeVisible();
  await message.getByText("Read").click();
  await expect(message.getByText(/http:\/\/localhost:\d+\/alerts\/\d+/)).toBeVisible();
  await expectAccessible(page);
});

// The browser reports the missing page in its console.
loudTest("the outbox is not for drivers, and a missing alert is not found", async ({ page }) => {
  await signIn(page, findPerson("driver"));
  for (const path of ["/alerts/outbox", "/alerts/999999", "/alerts/abc"]) {
    await page.goto(path);
    await expect(page.getByText("Nothing here")).toBeVisible();
  }
});

test("the worker for push is served to the browser as a script", async ({ request }) => {
  const answer = await request.get("/push-worker.js");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toContain("javascript");
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`alerts on a phone, ${colorScheme}`, () => {
    test.use({ ...phone, colorScheme });

    test("fit the screen, are accessible, and the rest is behind More", async ({ page }) => {
      await signIn(page);
      for (const path of ["/alerts?show=all", "/alerts/rules", "/alerts/outbox"]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1, name: "Alerts" })).toBeVisible();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      }
      await navigation(page).getByRole("button", { name: "More" }).tap();
      await page.getByRole("menuitem", { name: "Geofences" }).tap();
      await expect(page).toHaveURL("/geofences");
    });
  });
}
