import type { CookiesOptions } from "next-auth";

/** Cookies over https carry the `__Host-` prefix: browsers then refuse them from subdomains, other paths and plain http. */
export function cookieName(name: "session" | "browser" | "callback" | "csrf" | "theme" | "zone", secure: boolean): string {
  return `${secure ? "__Host-" : ""}motorpool.${name}`;
}

/** The name of the cookie that holds the session. */
export function sessionCookieName(secure: boolean): string {
  return cookieName("session", secure);
}

/** The name of the cookie by which a browser is known that somebody signed in with. */
export function knownBrowserCookieName(secure: boolean): string {
  return cookieName("browser", secure);
}

export function cookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: "lax" as const, path: "/", secure };
}

/** Every cookie next-auth sets for a credentials sign-in. */
export function authCookies(secure: boolean): Partial<CookiesOptions> {
  const options = cookieOptions(secure);
  return {
    sessionToken: { name: sessionCookieName(secure), options },
    callbackUrl: { name: cookieName("callback", secure), options },
    csrfToken: { name: cookieName("csrf", secure), options },
  };
}
