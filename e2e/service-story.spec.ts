import { expect, type Page } from "@playwright/test";
import { hurriedSpeedAt, recordDrive } from "./drive.ts";
import { openCar } from "./open-car.ts";
import { signIn } from "./people.ts";
import { test } from "./screen-test.ts";

const car = "Story Coupe";
const fault = "P0420";

test.setTimeout(120_000);

/** As the forms say days; counted from today where the browser is (playwright.config.ts). */
const inDays = (days: number) => new Intl.DateTimeFormat("en-CA", { timeZone: "America/Chicago" }).format(Date.now() + days * 86_400_000);

async function limitSpeed(page: Page): Promise<void> {
  await page.getByRole("region", { name: "The car" }).getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: `Edit ${car}` });
  await dialog.getByLabel(/Speed limit/).fill("90");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
}

async function storeInsurance(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/documents`);
  await page.getByRole("button", { name: "Add insurance" }).click();
  const dialog = page.getByRole("dialog", { name: "Add insurance" });
  await dialog.getByLabel("Policy number").fill("ST-1");
  await dialog.getByLabel("Last day").fill(inDays(10));
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Expires in 10 days")).toBeVisible();
}

async function planService(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/service`);
  await page.getByRole("button", { name: "Add plan" }).click();
  const dialog = page.getByRole("dialog", { name: "New service plan" });
  await dialog.getByLabel("What").fill("Chain and sprockets");
  await dialog.getByLabel("Months").fill("6");
  await dialog.getByLabel("Last done on").fill(inDays(-200));
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Chain and sprockets").first()).toBeVisible();
}

/** A drive over the limit with a hard stop at its end; halfway the check engine light comes on. */
async function drive(page: Page): Promise<void> {
  const startMs = Date.now() - 12 * 60_000;
  const dtc = { type: "dtc", at: new Date(startMs + 300_000).toISOString(), code: fault, status: "stored", mil: true };
  const data = { batch_id: "story-drive", records: [...recordDrive(startMs, hurriedSpeedAt), dtc] };
  const headers = { authorization: `Bearer ${process.env["E2E_STORY_TOKEN"] ?? ""}` };
  const answer = await page.request.post("/api/ingest/uploads", { headers, data });
  expect(await answer.json()).toMatchObject({ rejected: [] });
}

/** A key made on the screen for developers; the page shows it once. */
async function makeKey(page: Page): Promise<string> {
  await page.goto("/developers");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Key of the story");
  await page.getByRole("button", { name: "Create key" }).click();
  const key = await page.getByRole("dialog", { name: "Your new key" }).locator("code").textContent();
  return key ?? "";
}

test("one drive: live alerts, a trip with events, a fault, papers and services due, a badge, and the same over the API", async ({
  page,
  context,
}) => {
  await signIn(page);
  await openCar(page, car);
  const address = new URL(page.url()).pathname;
  await limitSpeed(page);
  await storeInsurance(page, address);
  await planService(page, address);

  const inbox = await context.newPage();
  await inbox.goto("/alerts");
  await expect(inbox.getByRole("heading", { level: 1, name: "Alerts" })).toBeVisible();
  await drive(page);
  const told = (text: RegExp) => inbox.getByRole("listitem").filter({ hasText: car }).filter({ hasText: text }).first();
  await expect(told(/Drove 10\d.*where 90/)).toBeVisible();
  await expect(told(/Braked/)).toBeVisible();
  await expect(told(/Check engine light is on: P0420/)).toBeVisible();
  await inbox.close();

  await page.goto(`${address}/health`);
  await expect(page.getByText("1 fault needs attention")).toBeVisible();
  await expect(page.getByText(fault).first()).toBeVisible();

  await page.goto("/service");
  for (const due of [/Insurance/, /Chain and sprockets/, /Fault code P0420/]) {
    await expect(page.getByRole("listitem").filter({ hasText: car }).filter({ hasText: due }).first()).toBeVisible();
  }

  await page.goto("/trips?q=Story+Coupe");
  await page.getByRole("listitem").filter({ hasText: car }).getByRole("link").first().click();
  await expect(
    page
      .getByRole("list", { name: "Where the points went" })
      .getByRole("button", { name: /^Hard braking/ })
      .first(),
  ).toBeVisible();

  await page.goto("/drivers");
  await page.getByRole("link", { name: /Stella Story/ }).click();
  await expect(page.getByRole("list", { name: "Earned badges" }).getByRole("listitem").first()).toBeVisible();
  const driverId = new URL(page.url()).pathname.split("/").at(-1);

  const authorization = await makeKey(page);
  const ask = async (path: string) => (await page.request.get(`/api/carnot${path}`, { headers: { authorization } })).json();
  const carId = address.split("/").at(-1);
  expect(await ask(`/cars/${carId}/errors/`)).toEqual({ errors: [fault] });
  expect(await ask(`/cars/${carId}/speedlimit/`)).toEqual({ speed_limit: 90 });
  expect((await ask(`/cars/${carId}/notifications/`)).length).toBeGreaterThanOrEqual(3);
  expect((await ask(`/users/${driverId}/badges/`)).badges.length).toBeGreaterThanOrEqual(1);
  expect(await ask(`/users/${driverId}/driverstats/`)).toMatchObject({ fname: "Stella", ntrips: 1 });
});
