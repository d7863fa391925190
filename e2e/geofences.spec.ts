import { expect, type Page } from "@playwright/test";
import { findPerson, signIn } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

const list = (page: Page) => page.getByRole("list", { name: "Geofences" });
const map = (page: Page) => page.getByRole("region", { name: "Map of geofences and cars" });

/** Opens the screen and waits until the map takes clicks. */
async function openGeofences(page: Page): Promise<void> {
  await page.goto("/geofences");
  await expect(page.getByRole("heading", { level: 1, name: "Geofences" })).toBeVisible();
  await expect(map(page).getByRole("button", { name: "Zoom in" })).toBeVisible();
  await expect(page.locator(".leaflet-marker-pane").getByRole("button", { name: /Rough Golf/ })).toBeVisible();
}

/** Where a point of the map is on the page; shares of its width and height. */
async function pointAt(page: Page, across: number, down: number): Promise<{ x: number; y: number }> {
  const box = await map(page).boundingBox();
  if (!box) throw new Error("There is no map.");
  return { x: box.x + box.width * across, y: box.y + box.height * down };
}

async function clickMap(page: Page, across: number, down: number): Promise<void> {
  const { x, y } = await pointAt(page, across, down);
  await page.mouse.click(x, y);
}

test.describe("geofences", () => {
  test("a circle is drawn with the mouse, changed in fields, removed and brought back", async ({ page }) => {
    await signIn(page);
    await openGeofences(page);
    await page.getByRole("button", { name: "Add a circle" }).click();
    const from = await pointAt(page, 0.3, 0.3);
    const to = await pointAt(page, 0.45, 0.3);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    const radius = page.getByLabel("Radius, m");
    await expect(radius).not.toHaveValue("500");
    await expect(page.getByLabel("Latitude")).not.toHaveValue("");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Give it a name.")).toBeVisible();
    await page.getByLabel("Name").fill("Drawn circle");
    await page.getByRole("button", { name: "Save" }).click();
    const row = list(page).getByRole("listitem").filter({ hasText: "Drawn circle" });
    await expect(row).toBeVisible();

    // By keyboard alone.
    await row.getByRole("button", { name: "Edit Drawn circle" }).press("Enter");
    await expect(page.getByLabel("Name")).toBeFocused();
    await radius.fill("12");
    await radius.press("Enter");
    await expect(page.getByText("The radius must be between 25 m and 100 km.")).toBeVisible();
    await radius.fill("640");
    await radius.press("Enter");
    await expect(row.getByText("Circle, radius 640 m")).toBeVisible();

    await row.getByRole("button", { name: "Remove Drawn circle" }).click();
    await expect(row).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(row.getByText("Circle, radius 640 m")).toBeVisible();
    await page.reload();
    await expect(row).toBeVisible();
    await row.getByRole("button", { name: "Remove Drawn circle" }).click();
    await expect(row).toHaveCount(0);
  });

  test("a polygon is clicked corner by corner, changed by keys, and must not cross itself", async ({ page }) => {
    await signIn(page);
    await openGeofences(page);
    await page.getByRole("button", { name: "Add a polygon" }).click();
    await page.getByLabel("Name").fill("Clicked polygon");
    const corners = page.getByRole("button", { name: /^Corner \d of \d/ });
    for (const [across, down, count] of [
      [0.6, 0.6, 1],
      [0.8, 0.6, 2],
      [0.8, 0.8, 3],
      [0.6, 0.8, 4],
    ] as const) {
      await clickMap(page, across, down);
      await expect(corners).toHaveCount(count);
    }
    await clickMap(page, 0.6, 0.6);
    await expect(page.getByRole("button", { name: "Close the shape" })).toBeHidden();

    // The second corner beyond the third one: two sides cross.
    const second = page.getByLabel("Latitude of corner 2");
    const before = await second.inputValue();
    await second.fill(String(Number(await page.getByLabel("Latitude of corner 3").inputValue()) - 0.01));
    await expect(page.getByText("Its sides cross each other.", { exact: false })).toBeVisible();
    await second.fill(before);
    await expect(page.getByText("Its sides cross each other.", { exact: false })).toBeHidden();

    await page.getByRole("button", { name: "Insert a corner after corner 1" }).click();
    await expect(corners).toHaveCount(5);
    const third = page.getByLabel("Latitude of corner 3");
    const latitude = await third.inputValue();
    await page.getByRole("button", { name: /^Corner 3 of 5/ }).press("ArrowUp");
    await expect(third).not.toHaveValue(latitude);
    await page.getByRole("button", { name: /^Corner 2 of 5/ }).press("Delete");
    await expect(corners).toHaveCount(4);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save" }).click();
    const row = list(page).getByRole("listitem").filter({ hasText: "Clicked polygon" });
    await expect(row.getByText("Polygon, 4 corners")).toBeVisible();
    await row.getByRole("button", { name: "Remove Clicked polygon" }).click();
    await expect(row).toHaveCount(0);
  });

  test("one is typed without a mouse, around a car", async ({ page }) => {
    await signIn(page);
    await openGeofences(page);
    await page.getByRole("button", { name: "Add a circle" }).press("Enter");
    await page.keyboard.type("Around the Bolt");
    await page.getByLabel("A car's position").selectOption({ label: "Quiet Bolt" });
    await expect(page.getByLabel("Latitude")).not.toHaveValue("");
    await page.getByLabel("Name").press("Enter");
    const row = list(page).getByRole("listitem").filter({ hasText: "Around the Bolt" });
    await expect(row.getByText("Circle, radius 500 m")).toBeVisible();
    const show = row.getByRole("button", { name: "Show Around the Bolt on the map" });
    await expect(show).toHaveAttribute("aria-pressed", "true");
    await show.press("Enter");
    await expect(show).toHaveAttribute("aria-pressed", "false");
    await row.getByRole("button", { name: "Remove Around the Bolt" }).click();
    await expect(row).toHaveCount(0);
  });

  test("a car that stands inside a new one is in it at once", async ({ page }) => {
    await signIn(page);
    await openGeofences(page);
    await page.getByRole("button", { name: "Add a circle" }).click();
    await page.getByLabel("A car's position").selectOption({ label: "Careful Civic" });
    await page.getByLabel("Name").fill("Around the Civic");
    await page.getByLabel("Name").press("Enter");
    const row = list(page).getByRole("listitem").filter({ hasText: "Around the Civic" });
    await expect(row.getByText("Careful Civic", { exact: true })).toBeVisible();
    await expect(row.getByText("No car inside")).toHaveCount(0);
    await row.getByRole("button", { name: "Edit Around the Civic" }).click();
    await page.getByLabel("Latitude").fill("10");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(row.getByText("No car inside")).toBeVisible();
    await row.getByRole("button", { name: "Remove Around the Civic" }).click();
    await expect(row).toHaveCount(0);
  });

  test("a half-drawn one is not lost without a question: by a link, Cancel, going back or a reload", async ({ page }) => {
    await signIn(page);
    await page.goto("/garage");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Geofences" }).click();
    await expect(map(page).getByRole("button", { name: "Zoom in" })).toBeVisible();
    await page.getByRole("button", { name: "Add a polygon" }).click();
    const cancel = page.getByRole("button", { name: "Cancel" });
    const question = page.getByRole("dialog", { name: "Leave without saving?" });
    const corners = page.getByRole("button", { name: /^Corner \d of \d/ });
    // Nothing to lose yet.
    await cancel.click();
    await expect(page.getByRole("heading", { level: 1, name: "Geofences" })).toBeVisible();

    await page.getByRole("button", { name: "Add a polygon" }).click();
    await clickMap(page, 0.6, 0.6);
    await clickMap(page, 0.8, 0.6);
    await expect(corners).toHaveCount(2);
    const toTrips = () => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Trips" }).click();
    for (const leave of [() => cancel.click(), toTrips, () => page.evaluate(() => window.history.back())]) {
      await leave();
      await expect(question).toBeVisible();
      await expectAccessible(page);
      await question.getByRole("button", { name: "Keep editing" }).click();
      await expect(question).toBeHidden();
      await expect(corners).toHaveCount(2);
      await expect(page).toHaveURL("/geofences");
    }
    // A reload is asked about in the browser's own words.
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.evaluate(() => window.location.reload());
    await expect.poll(() => asked).toEqual(["beforeunload"]);
    await expect(corners).toHaveCount(2);

    await page.evaluate(() => window.history.back());
    await question.getByRole("button", { name: "Leave" }).click();
    await expect(page).toHaveURL("/garage");
    await page.goForward();
    await page.getByRole("button", { name: "Add a circle" }).click();
    await page.getByLabel("Name").fill("Never saved");
    await toTrips();
    await question.getByRole("button", { name: "Leave" }).click();
    await expect(page).toHaveURL("/trips");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Geofences" }).click();
    await expect(list(page).getByText("Never saved")).toHaveCount(0);
  });

  test("a driver may look, not change", async ({ page }) => {
    await signIn(page, findPerson("driver"));
    await openGeofences(page);
    await expect(page.getByRole("button", { name: "Add a circle" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^Edit/ })).toHaveCount(0);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`geofences on a phone, ${colorScheme}`, () => {
    test.use({ ...phone, colorScheme });

    test("are drawn with a finger, fit the screen and are accessible", async ({ page }) => {
      await signIn(page);
      await openGeofences(page);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Add a circle" }).tap();
      const { x, y } = await pointAt(page, 0.3, 0.4);
      await page.touchscreen.tap(x, y);
      await expect(page.getByLabel("Latitude")).not.toHaveValue("");
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Cancel" }).tap();
      await page.getByRole("button", { name: "Leave" }).tap();
      await expect(page.getByRole("heading", { level: 1, name: "Geofences" })).toBeVisible();
    });
  });
}
