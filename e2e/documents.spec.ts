import { readFile } from "node:fs/promises";
import { deflateSync } from "node:zlib";
import { expect, test as loudTest, type Page } from "@playwright/test";
import { openCar } from "./open-car.ts";
import { findPerson, signIn } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n");

function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A grey PNG. */
function makePng({ width, height } = { width: 64, height: 48 }): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    const body = Buffer.concat([Buffer.from(type), data]);
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Each row begins with its filter, which is none.
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, 0x60)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A day as a date field takes it. Where the account is at home it may be a day earlier or later. */
function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Goes straight there: the way through the garage is tried in the first test. */
async function openDocuments(page: Page, car: string): Promise<void> {
  const answer = await page.request.get("/api/trpc/vehicles.names");
  const names: { id: number; name: string }[] = (await answer.json()).result.data.json;
  await page.goto(`/vehicles/${names.find(({ name }) => name === car)?.id}/documents`);
  await expect(page.getByRole("region", { name: "Registration" })).toBeVisible();
}

interface Paper {
  kind: string;
  number: [label: string, text: string];
  lastDay?: string;
  file?: { name: string; mimeType: string; buffer: Buffer };
}

async function addPaper(page: Page, { kind, number: [label, text], lastDay, file }: Paper): Promise<void> {
  await page.getByRole("button", { name: `Add ${kind}` }).click();
  const dialog = page.getByRole("dialog", { name: `Add ${kind}` });
  if (file) await dialog.getByLabel("Choose a file").setInputFiles(file);
  await dialog.getByLabel(label).fill(text);
  if (lastDay) await dialog.getByLabel("Last day", { exact: true }).fill(lastDay);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("listitem", { name: `${kind} ${text}` })).toBeVisible();
}

test.describe("the documents of a car", () => {
  test("a picture and a PDF are stored, shown, handed out, removed and taken back", async ({ page }) => {
    await signIn(page);
    await openCar(page, "Quiet Bolt", "Documents");
    await expect(page.getByText("Keep the registration at hand")).toBeVisible();
    await addPaper(page, {
      kind: "insurance",
      number: ["Policy number", "P-17"],
      lastDay: dayFromNow(12),
      file: { name: "../evil.html", mimeType: "text/html", buffer: makePng() },
    });
    const insurance = page.getByRole("listitem", { name: "insurance P-17" });
    await expect(insurance.getByText(/Expires in 1[123] days/)).toBeVisible();
    const picture = insurance.getByRole("button", { name: "Show insurance P-17" });
    await expect.poll(() => picture.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(64);
    await picture.click();
    await expect(page.getByRole("img", { name: "Picture of insurance P-17" })).toBeVisible();
    await page.keyboard.press("Escape");

    await addPaper(page, {
      kind: "registration",
      number: ["Registration number", "R-1"],
      file: { name: "scan.pdf", mimeType: "application/pdf", buffer: pdf },
    });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download registration R-1" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("registration-quiet-bolt.pdf");
    expect(await readFile(await download.path())).toEqual(pdf);
    await expectAccessible(page);

    await page.getByRole("button", { name: "Actions for registration R-1" }).click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await expect(page.getByRole("listitem", { name: "registration R-1" })).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("listitem", { name: "registration R-1" })).toBeVisible();
  });

  test("one is edited and replaced; the old one can be taken back", async ({ page }) => {
    await signIn(page);
    await openDocuments(page, "Careful Civic");
    await addPaper(page, { kind: "pollution certificate", number: ["Certificate number", "C-1"], lastDay: dayFromNow(-5) });
    await expect(page.getByText(/Expired [456] days ago/)).toBeVisible();
    const actions = page.getByRole("button", { name: "Actions for pollution certificate C-1" });
    await actions.click();
    await page.getByRole("menuitem", { name: "Edit" }).click();
    const editing = page.getByRole("dialog", { name: "Edit pollution certificate" });
    await editing.getByLabel("Note").fill("Asked for a new one");
    await editing.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Asked for a new one")).toBeVisible();
    await actions.click();
    await page.getByRole("menuitem", { name: "Replace" }).click();
    const replacing = page.getByRole("dialog", { name: "Replace pollution certificate" });
    await replacing.getByLabel("Certificate number").fill("C-2");
    await replacing.getByLabel("Last day", { exact: true }).fill(dayFromNow(300));
    await replacing.getByRole("button", { name: "Save" }).click();
    const fresh = page.getByRole("listitem", { name: "pollution certificate C-2" });
    await expect(fresh.getByText("Valid")).toBeVisible();
    await page.getByText("1 removed document").click();
    await page.getByRole("button", { name: "Take back pollution certificate C-1" }).click();
    await expect(page.getByRole("listitem", { name: "pollution certificate C-1" })).toBeVisible();
    await expect(fresh).toBeVisible();
  });

  test("a file dropped on a card is what its form begins with", async ({ page }) => {
    await signIn(page);
    await openDocuments(page, "Careful Civic");
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["%PDF-1.7 %%EOF"], "bill.pdf"));
      return transfer;
    });
    await page.getByRole("region", { name: "Service bills" }).dispatchEvent("drop", { dataTransfer: data });
    const dialog = page.getByRole("dialog", { name: "Add service bill" });
    await expect(dialog.getByText("bill.pdf")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });
});

// The browser itself reports the refusals in its console.
loudTest("what is wrong with a file is said in words, and nothing is lost", async ({ page }) => {
  await signIn(page);
  await openDocuments(page, "Careful Civic");
  await page.getByRole("button", { name: "Add registration" }).click();
  const dialog = page.getByRole("dialog", { name: "Add registration" });
  const svg = { name: "photo.png", mimeType: "image/png", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") };
  await dialog.getByLabel("Registration number").fill("R-9");
  await dialog.getByLabel("Choose a file").setInputFiles(svg);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("This is an SVG drawing");
  await expect(dialog.getByLabel("Registration number")).toHaveValue("R-9");
  const wide = { name: "wide.png", mimeType: "image/png", buffer: makePng({ width: 1_000_000, height: 1 }) };
  await dialog.getByLabel("Choose another").setInputFiles(wide);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("pixels wide or high");
  const large = { name: "large.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(10 * 1024 * 1024 + 1) };
  await dialog.getByLabel("Choose another").setInputFiles(large);
  await expect(dialog.getByRole("alert")).toContainText("10 MB are the most");
});

loudTest("a driver reads the papers of the car, keeps the own licence, and gets no others", async ({ page, browser, baseURL }) => {
  await signIn(page);
  await openDocuments(page, "Careful Civic");
  const file = { name: "bill.pdf", mimeType: "application/pdf", buffer: pdf };
  await addPaper(page, { kind: "service bill", number: ["Bill number", "B-1"], file });
  const address = await page.getByRole("link", { name: "Download service bill B-1" }).getAttribute("href");
  const context = await browser.newContext({ ...(baseURL && { baseURL }) });
  const driver = await context.newPage();
  expect((await driver.request.get(`${address}`)).status()).toBe(401);
  await signIn(driver, findPerson("driver"));
  for (const query of ["", "?preview=1"]) expect((await driver.request.get(`${address}${query}`)).status()).toBe(404);
  await openDocuments(driver, "Rough Golf");
  await expect(driver.getByRole("button", { name: /^Add / })).toHaveCount(0);
  await driver.getByRole("main").getByRole("link", { name: "Rufus Rough" }).first().click();
  await addPaper(driver, { kind: "driving licence", number: ["Licence number", "L-1"], lastDay: dayFromNow(900) });
  await expect(driver.getByRole("listitem", { name: "driving licence L-1" }).getByText("Valid")).toBeVisible();
  await context.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ ...phone, colorScheme });

    test("the screen and its form are accessible and fit", async ({ page }) => {
      await signIn(page, findPerson("owner"));
      await openDocuments(page, "Rough Golf");
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.getByRole("button", { name: "Add insurance" }).click();
      await expect(page.getByRole("dialog", { name: "Add insurance" })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  });
}
