import { expect, test } from "@playwright/test";
import { signInByForm } from "./people.ts";

test("the health route answers while the database does", async ({ request }) => {
  const answer = await request.get("/api/health");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toEqual({ status: "ok" });
});

test("an API that does not exist answers 404 in JSON", async ({ request }) => {
  const answer = await request.post("/api/nonsense/uploads", { data: {} });
  expect(answer.status()).toBe(404);
  expect(answer.headers()["content-type"]).toContain("application/json");
});

test("browsers that ask for an icon by its oldest name get it", async ({ request }) => {
  const answer = await request.get("/favicon.ico");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toMatch(/^image\//);
});

test("a screen asks for the sign-in first", async ({ page }) => {
  await page.goto("/garage");
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByRole("button", { name: /sign in/i })).toBeVisible();
});

test("signing in shows the garage, without a word from the browser's console or the content policy", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await signInByForm(page);
  await page.goto("/garage");
  await expect(page.getByText("Careful Civic").filter({ visible: true }).first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test("Next's internal headers from outside change nothing", async ({ request }) => {
  const answer = await request.get("/garage", { headers: { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }, maxRedirects: 0 });
  expect(answer.headers()["content-security-policy"]).toContain("nonce-");
});
