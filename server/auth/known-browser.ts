import { randomUUID } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { cookieOptions, knownBrowserCookieName } from "./cookies.ts";

/** How long a browser is known after the last sign-in there: as long as browsers keep cookies. */
const lifetimeS = 400 * 86_400;
/** A browser that more people share knows the newest. */
const maxPeople = 5;
/** Its key is another one than that of sessions: neither cookie passes for the other. */
const salt = "known browser";

const cookie = z.object({
  browserId: z.uuid(),
  people: z.array(z.object({ userId: z.int().positive(), version: z.int().positive() })).max(maxPeople),
});

/**
 * What a browser's cookie says: who signed in there before, each with the session version of that time. A changed password and
 * "sign out everywhere" raise the version (users.session_version), and the browser is a stranger again. It lets nobody in: it only
 * spares its browser the waits that others cause.
 */
export type KnownBrowser = z.infer<typeof cookie>;

export interface BrowserPerson {
  userId: number;
  sessionVersion: number;
}

const isAbout =
  ({ userId, sessionVersion }: BrowserPerson) =>
  (known: KnownBrowser["people"][number]) =>
    known.userId === userId && known.version === sessionVersion;

/** What a browser's attempts for a person are counted by; null where the person has not signed in, or not since the version changed. */
export function bucketOf(browser: KnownBrowser | null | undefined, person: BrowserPerson | null): string | null {
  return browser && person && browser.people.some(isAbout(person)) ? `${browser.browserId} of user ${person.userId}` : null;
}

/** Reads the cookie's value; null for what is none of ours, or has run out. */
export async function readKnownBrowser(value: string | undefined, secret: string): Promise<KnownBrowser | null> {
  if (!value) return null;
  const result = cookie.safeParse(await decode({ token: value, secret, salt }).catch(() => null));
  return result.success ? result.data : null;
}

/** The Set-Cookie header by which a browser, known before or not, is known from now on to be a person's. */
export async function rememberBrowser(
  before: KnownBrowser | null,
  person: BrowserPerson,
  { secret, secure }: { secret: string; secure: boolean },
): Promise<string> {
  const others = before?.people.filter(({ userId }) => userId !== person.userId) ?? [];
  const people = [{ userId: person.userId, version: person.sessionVersion }, ...others].slice(0, maxPeople);
  const token = { browserId: before?.browserId ?? randomUUID(), people };
  const value = await encode({ token, secret, salt, maxAge: lifetimeS });
  const { path } = cookieOptions(secure);
  return `${knownBrowserCookieName(secure)}=${value}; Path=${path}; Max-Age=${lifetimeS}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}
