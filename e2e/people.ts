import type { BrowserContext, Page } from "@playwright/test";

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

/**
 * Signs in through the page, like anyone: for the specs that end sessions, change the password, or have a browser in another time
 * zone (which the browser reports when it signs in).
 */
export async function signInByForm(page: Page, { email, password }: Person = findPerson("owner")): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: /sign in/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

const sessions = new Map<string, Awaited<ReturnType<BrowserContext["cookies"]>>>();

/** Gives the browser the person's session that the specs of this process share; it has no page open afterwards. */
export async function signIn(page: Page, person: Person = findPerson("owner")): Promise<void> {
  const context = page.context();
  const cookies = sessions.get(person.email);
  if (cookies) return context.addCookies(cookies);
  await signInByForm(page, person);
  sessions.set(person.email, await context.cookies());
  await page.goto("about:blank");
}
