import { expect, type Page } from "@playwright/test";

export type CarPage = "Overview" | "Health" | "Service" | "Documents";

/** Goes to a page of a car from the garage, as people do. */
export async function openCar(page: Page, name: string, tab: CarPage = "Overview"): Promise<void> {
  await page.goto("/garage");
  await page
    .getByRole("list", { name: "Cars" })
    .getByRole("button", { name: new RegExp(name) })
    .click();
  await page.getByRole("link", { name: "Car status", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  if (tab === "Overview") return;
  const link = page.getByRole("navigation", { name: "Pages of this car" }).getByRole("link", { name: tab });
  await link.click();
  await expect(link).toHaveAttribute("aria-current", "page");
}
