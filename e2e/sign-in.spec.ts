import { expect, test as loudTest } from "@playwright/test";
import { findPerson, findTarget, signInByForm } from "./people.ts";
import { expectAccessible, expectNoSidewaysScroll, phone, test } from "./screen-test.ts";

test("signing in leads back to the page one came for", async ({ page }) => {
  await page.goto("/trips?sort=score");
  await expect(page).toHaveURL("/sign-in?next=%2Ftrips%3Fsort%3Dscore");
  const { email, password } = findPerson("owner");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/trips?sort=score");
});

// The browser itself reports the refusal in its console.
loudTest("a wrong password and an unknown address read the same", async ({ page }) => {
  await page.goto("/sign-in");
  for (const email of [findPerson("viewer").email, "nobody@small.example"]) {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("Email or password is not right.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Sign in" })).not.toHaveAttribute("aria-busy");
  }
  await expect(page).toHaveURL("/sign-in");
});

loudTest("while too many people sign in at once, the form says when to try again", async ({ page }) => {
  await page.route("**/api/auth/callback/credentials*", (route) =>
    route.fulfill({ status: 401, json: { url: `${new URL(page.url()).origin}/sign-in?error=Busy%3A5` } }),
  );
  // Not the viewer, whose password settings.spec.ts changes.
  const { email, password } = findPerson("driver");
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").getByText("Many people are signing in right now. Try again in 5 seconds.")).toBeVisible();
  await page.unroute("**/api/auth/callback/credentials*");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/garage");
});

test("a browser that signed in before gets in while others guess the password, and they hear of no wait", async ({
  page,
  playwright,
  baseURL,
}) => {
  const { email, password } = findTarget();
  const fill = async () => {
    await page.goto("/sign-in");
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL("/garage");
  };
  await fill();
  // A page that is still open would ask on without its session.
  await page.goto("about:blank");
  await page.context().clearCookies({ name: /session$/ });
  const guesser = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  for (let guess = 0; guess < 8; guess++) {
    const { csrfToken } = await (await guesser.get("/api/auth/csrf")).json();
    const form = { email, password: "a guess", csrfToken, json: "true" };
    const answer = await guesser.post("/api/auth/callback/credentials", { form });
    expect([answer.status(), (await answer.json()).url]).toEqual([401, expect.stringContaining("error=CredentialsSignin")]);
  }
  await fill();
  await guesser.dispose();
});

test("an empty form says what is missing and puts the cursor there", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Enter your email address.")).toBeVisible();
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.getByLabel("Email").fill("someone@small.example");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Enter your password.")).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
});

test("the password can be shown and hidden", async ({ page }) => {
  await page.goto("/sign-in");
  const password = page.getByLabel("Password", { exact: true });
  await password.fill("a phrase");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(password).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Hide password" }).click();
  await expect(password).toHaveAttribute("type", "password");
});

test("who is signed in does not see the form again, and signs out from the menu", async ({ page }) => {
  await signInByForm(page);
  await page.goto("/sign-in");
  await expect(page).toHaveURL("/garage");
  await page.getByRole("button", { name: "Menu of Owner Small" }).press("Enter");
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
  await page.goto("/garage");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("setup without its token says where to find it", async ({ page }) => {
  await page.goto("/setup");
  await expect(page.getByText("This address lacks its one-time token.")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ ...phone, colorScheme });

    test("the pages before signing in are accessible and fit", async ({ page }) => {
      for (const path of ["/sign-in", "/setup?token=x"]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    });
  });
}
