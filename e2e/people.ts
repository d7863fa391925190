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
  return findWhere((one) => one.role === role, role);
}

/** Somebody whose password is guessed: no other test signs in as them, who would have to wait. */
export function findTarget(): Person {
  return findWhere(({ email }) => email.startsWith("target@"), "the target");
}

function findWhere(isOne: (person: Person) => boolean, who: string): Person {
  const person = listPeople().find(isOne);
  if (!person) throw new Error(`Nobody of the fleet is ${who}.`);
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
