import type { Page } from "@playwright/test";

export interface Person {
  role: string;
  email: string;
  password: string;
}

/** The people of the `small` fleet who can sign in; e2e/serve.mjs says who they are. */
function listPeople(): Person[] {
  return JSON.parse(process.env["E2E_PEOPLE"] ?? "[]");
}

export function findPerson(role: "owner" | "driver" | "viewer"): Person {
  const person = listPeople().find((one) => one.role === role);
  if (!person) throw new Error(`Nobody of the fleet is ${role}.`);
  return person;
}

/** Signs in through the page, like anyone. */
export async function signIn(page: Page, { email, password }: Person = findPerson("owner")): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: /sign in/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
