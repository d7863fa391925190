import { expect, type Page, test } from "@playwright/test";
import { signInByForm } from "./people.ts";

/** Collects what the content policy stopped on a page, over every page it opens. */
async function watchPolicy(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction("reportViolation", (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) => {
      const report: unknown = Reflect.get(window, "reportViolation");
      if (typeof report === "function") report(`${violatedDirective} ${blockedURI} ${sourceFile}`);
    });
  });
  return violations;
}

test("no screen does what the content policy forbids", async ({ page }) => {
  test.slow();
  const violations = await watchPolicy(page);
  await signInByForm(page);
  for (const path of ["/garage", "/trips", "/drivers", "/scoring", "/settings", "/nothing-here"]) {
    await page.goto(path);
    await expect(page.locator("main")).toBeVisible();
  }
  // A trip from the list, its car, and a driver from the list.
  for (const [from, target] of [
    ["/trips", "/trips/"],
    ["", "/vehicles/"],
    ["/drivers", "/drivers/"],
  ] as const) {
    if (from) await page.goto(from);
    await page.goto((await page.locator(`main a[href^="${target}"]`).first().getAttribute("href")) ?? target);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await page.getByRole("button", { name: /^Menu of/ }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  expect(violations).toEqual([]);
});

test("a script without the page's nonce does not run", async ({ page }) => {
  const violations = await watchPolicy(page);
  await page.goto("/sign-in");
  await page.evaluate(() => {
    const holder = document.createElement("div");
    holder.innerHTML = '<img src="data:," onerror="window.injected = true">';
    document.body.append(holder);
  });
  await expect.poll(() => violations.join()).toContain("script-src-attr");
  expect(await page.evaluate(() => Reflect.get(window, "injected"))).toBeUndefined();
});

test("a page may not be framed, sniffed or kept by caches, and its nonce is new each time", async ({ request }) => {
  const nonces = new Set<string | undefined>();
  for (let visit = 0; visit < 2; visit++) {
    const headers = (await request.get("/sign-in")).headers();
    expect(headers).toMatchObject({
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "strict-origin-when-cross-origin",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"]).not.toContain("unsafe-eval");
    nonces.add(/'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1]);
  }
  expect(nonces.size).toBe(2);
});

test("signing out ends the session, also for a copy of its cookie", async ({ page, context, playwright, baseURL }) => {
  await signInByForm(page);
  const cookies = await context.cookies();
  expect(cookies.find(({ name }) => name === "motorpool.session")).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  const header = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const copy = await playwright.request.newContext({ ...(baseURL && { baseURL }), extraHTTPHeaders: { cookie: header } });
  expect((await copy.get("/garage", { maxRedirects: 0 })).status()).toBe(200);
  await page.getByRole("button", { name: /^Menu of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await copy.get("/garage", { maxRedirects: 0 })).status()).toBe(307);
  await copy.dispose();
});

for (const next of ["//evil.example/x", "/..//evil.example/x", "https://evil.example"]) {
  test(`signing in does not lead to ${next}`, async ({ page, baseURL }) => {
    await signInByForm(page);
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    expect(page.url()).toBe(`${baseURL}/garage`);
  });
}

test("another site's page cannot send anything with the session", async ({ page }) => {
  await signInByForm(page);
  for (const path of ["/api/trpc/me.signOutEverywhere", "/api/setup", "/api/documents"]) {
    const foreign = await page.request.post(path, {
      headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      data: {},
    });
    expect(foreign.status()).toBe(403);
    const form = await page.request.post(path, { form: { x: "1" } });
    expect(form.status()).toBe(415);
  }
});

test("a setup link that is unknown answers like none", async ({ request }) => {
  const data = { token: `mps_${"0".repeat(49)}`, accountName: "A", name: "B", email: "c@motorpool.test", password: "a phrase for tests" };
  const answer = await request.post("/api/setup", { data });
  expect(answer.status()).toBe(404);
  expect(await answer.json()).toEqual({ error: "No such setup link." });
});
