import { expect } from "@playwright/test";
import { findPerson, signIn } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

const cars = ["Careful Civic", "Quiet Bolt", "Rough Golf"];

test.describe("the garage", () => {
  test("shows every car on the list and on the map, with what is wrong", async ({ page }) => {
    await signIn(page);
    await page.goto("/garage");
    const list = page.getByRole("list", { name: "Cars" });
    for (const car of cars) {
      await expect(list.getByRole("button", { name: new RegExp(car) })).toBeVisible();
      await expect(page.locator(".leaflet-marker-pane").getByRole("button", { name: new RegExp(car) })).toBeVisible();
    }
    await expect(list.getByRole("button", { name: /Rough Golf.*(Check engine|Fault codes)/ })).toBeVisible();
    await expect(page.getByRole("status").getByText("Live")).toBeVisible();
    await expectAccessible(page);
  });

  test("a car chosen by keyboard opens its details and leads to its page", async ({ page }) => {
    await signIn(page);
    await page.goto("/garage");
    const row = page.getByRole("button", { name: /Quiet Bolt.*Carla Careful/ });
    await row.focus();
    await page.keyboard.press("Enter");
    await expect(row).toHaveAttribute("aria-expanded", "true");
    await expect(page.locator(".map-marker-selected")).toHaveAttribute("aria-label", /Quiet Bolt/);
    await page.getByRole("link", { name: "Car status", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Quiet Bolt" })).toBeVisible();
  });

  test("zoomed out, the map has the outlines of every country", async ({ page }) => {
    await signIn(page);
    let arrived = false;
    page.on("response", (response) => {
      arrived ||= response.ok() && response.url().includes("countries-50m");
    });
    await page.goto("/garage");
    const map = page.getByRole("region", { name: "Map of vehicles" });
    // One step after another: further out the outlines are coarse.
    await expect(async () => {
      await map.getByRole("button", { name: "Zoom out" }).click();
      await expect.poll(() => arrived, { timeout: 2000 }).toBe(true);
    }).toPass();
  });

  test("a marker on the map chooses the car on the list", async ({ page }) => {
    await signIn(page);
    await page.goto("/garage");
    const marker = page.locator(".leaflet-marker-pane").getByRole("button", { name: /Rough Golf/ });
    await marker.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("list", { name: "Cars" }).getByRole("button", { name: /Rough Golf/ })).toHaveAttribute(
      "aria-expanded",
      "true",
    );
  });

  test("search and filters narrow list and map, stay in the address and survive a reload", async ({ page }) => {
    await signIn(page);
    await page.goto("/garage");
    const list = page.getByRole("list", { name: "Cars" });
    await page.getByRole("textbox", { name: "Car, plate or driver" }).fill("rufus");
    await expect(list.getByRole("listitem")).toHaveCount(1);
    await expect(page).toHaveURL(/q=rufus/);
    await page.reload();
    await expect(list.getByRole("listitem")).toHaveCount(1);
    await expect(page.locator(".map-marker")).toHaveCount(1);
    await page.getByRole("textbox", { name: "Car, plate or driver" }).fill("no such car");
    await expect(page.getByText("Nothing matches")).toBeVisible();
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.getByRole("button", { name: /^Attention/ }).click();
    await expect(page).toHaveURL(/state=attention/);
    await expect(list.getByRole("listitem").filter({ hasText: "Quiet Bolt" })).toHaveCount(0);
    await expect(list.getByRole("listitem").filter({ hasText: "Rough Golf" })).toHaveCount(1);
  });

  test("a driver sees the assigned car only", async ({ page }) => {
    await signIn(page, findPerson("driver"));
    await page.goto("/garage");
    const list = page.getByRole("list", { name: "Cars" });
    await expect(list.getByRole("listitem")).toHaveCount(1);
    await expect(list.getByRole("button", { name: /Rough Golf/ })).toBeVisible();
  });
});

test.describe("the garage on a phone", () => {
  test.use(phone);

  test("has the map above the list and nothing sticks out", async ({ page }) => {
    await signIn(page);
    await page.goto("/garage");
    const list = page.getByRole("list", { name: "Cars" });
    await expect(list).toBeVisible();
    const [map, rows] = await Promise.all([page.getByRole("region", { name: "Map of vehicles" }).boundingBox(), list.boundingBox()]);
    expect(map && rows && map.y + map.height <= rows.y).toBe(true);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});
