import { expect } from "@playwright/test";
import { openCar } from "./open-car.ts";
import { signIn } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

test.describe("the health of a car", () => {
  test("says what is wrong, since when, what may be behind it and what to do", async ({ page }) => {
    await signIn(page);
    await openCar(page, "Rough Golf", "Health");
    await expect(page.getByRole("heading", { name: "1 fault needs attention" })).toBeVisible();
    const fault = page.getByRole("article", { name: "Cylinder 1 misfire" });
    await expect(fault).toContainText("P0301");
    await expect(fault).toContainText("Serious");
    await expect(fault.getByText("Likely causes")).toBeVisible();
    await expect(fault.getByText("What to do")).toBeVisible();
    await expect(fault.getByText(/^\d[\d,.]* km$/).first()).toBeVisible();
    await expect(page.getByRole("region", { name: "12 V battery" }).getByText(/^\d+\.\d\d ?V$/)).toBeVisible();
    await expect(page.getByRole("region", { name: "Readings" }).getByText("Plugged in")).toBeVisible();
    await expectAccessible(page);
    await fault.getByRole("link", { name: "Where it began" }).click();
    await expect(page).toHaveURL(/\/trips\/\d+$/);
    await expect(page.getByRole("region", { name: "Report card" })).toBeVisible();
  });

  test("keeps its history as a picture and as a table", async ({ page }) => {
    await signIn(page);
    await openCar(page, "Rough Golf", "Health");
    const history = page.getByRole("region", { name: "History" });
    await expect(history.getByRole("list", { name: "All faults, newest first" }).getByRole("listitem").first()).toContainText("P0301");
    await history.getByRole("button", { name: "Show as table" }).click();
    await expect(history.getByRole("table").getByRole("cell", { name: "Cylinder 1 misfire" })).toBeVisible();
  });

  test("is reached from a code on the overview, at that fault", async ({ page }) => {
    await signIn(page);
    await openCar(page, "Rough Golf");
    await page.getByRole("region", { name: "Health" }).getByRole("link", { name: "P0301" }).click();
    await expect(page).toHaveURL(/\/health#P0301$/);
    await expect(page.getByRole("article", { name: "Cylinder 1 misfire" })).toBeInViewport();
  });

  test("says so when nothing is wrong", async ({ page }) => {
    await signIn(page);
    await openCar(page, "Careful Civic", "Health");
    await expect(page.getByRole("heading", { name: "No faults known" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "No open fault codes" })).toBeVisible();
    await expectAccessible(page);
  });

  test("follows what the adapter reports, without a reload", async ({ page, request }) => {
    await signIn(page);
    await openCar(page, "Uploaded Van", "Health");
    await expect(page.getByRole("status").getByText("Live")).toBeVisible();
    const token = process.env["E2E_DEVICE_TOKEN"] ?? "";
    const report = async (status: string, at: number) => {
      const records = [{ type: "dtc", at: new Date(at).toISOString(), code: "P0442", status }];
      const data = { batch_id: `e2e-health-${status}`, records };
      const answer = await request.post("/api/ingest/uploads", { headers: { authorization: `Bearer ${token}` }, data });
      expect(answer.status()).toBe(200);
    };
    const startMs = Date.now() - 3 * 3_600_000;
    await report("stored", startMs);
    await expect(page.getByRole("article", { name: "Small fuel vapour leak" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "1 fault needs attention" })).toBeVisible();
    await report("cleared", startMs + 60_000);
    await expect(page.getByRole("heading", { name: "No open fault codes" })).toBeVisible();
    await expect(page.getByRole("list", { name: "All faults, newest first" }).getByText("cleared")).toBeVisible();
  });
});

test.describe("the health of a car on a phone", () => {
  test.use(phone);

  test("fits the screen", async ({ page }) => {
    await signIn(page);
    await openCar(page, "Rough Golf", "Health");
    await expect(page.getByRole("article", { name: "Cylinder 1 misfire" })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});
