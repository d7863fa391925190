import { expect } from "@playwright/test";
import { recordDrive } from "./drive.ts";
import { signIn } from "./people.ts";
import { test } from "./screen-test.ts";

test("a drive that an adapter uploads appears on the open list by itself, cut, scored and explained", async ({ page, request }) => {
  const token = process.env["E2E_DEVICE_TOKEN"] ?? "";
  await signIn(page);
  await page.goto("/trips?q=Uploaded+Van");
  await expect(page.getByRole("status").getByText("Live")).toBeVisible();
  await expect(page.getByText("Nothing matches")).toBeVisible();

  const data = { batch_id: "e2e-drive", records: recordDrive(Date.now() - 15 * 60_000) };
  const upload = () => request.post("/api/ingest/uploads", { headers: { authorization: `Bearer ${token}` }, data });
  const first = await upload();
  expect(first.status()).toBe(200);
  const answer = await first.json();
  expect(answer).toMatchObject({ batch_id: "e2e-drive", duplicates: 0, rejected: [] });
  const again = await upload();
  expect(again.status()).toBe(200);
  expect(await again.json()).toMatchObject({ accepted: answer.accepted });

  // No reload: the worker cuts and scores, the outbox tells the web server, the page hears of it over SSE.
  const row = page.getByRole("listitem").filter({ hasText: "Uploaded Van" });
  await expect(row).toHaveCount(1);
  await expect(row.getByRole("img", { name: /Score \d+ of 100/ })).toBeVisible();
  await row.getByRole("link").click();
  await expect(page.getByRole("region", { name: "Report card" }).getByRole("img", { name: /Score [\d.]+ of 100/ })).toBeVisible();
  await expect(page.getByRole("list", { name: "Where the points went" }).getByRole("button", { name: /^Hard braking/ })).toBeVisible();

  await page.goto("/garage");
  await expect(page.getByRole("list", { name: "Cars" }).getByRole("button", { name: /Uploaded Van.*Parked/ })).toBeVisible();
});
