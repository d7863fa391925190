const start = "/garage";

/** Long enough for the request of an app, which comes from elsewhere and leads back there. */
const maxLength = 5000;

/** Where to go after signing in. Only paths of our own: anything else leads to the start. */
export function safeNext(next: string | null | undefined): string {
  if (!next || !/^\/(?![/\\])/.test(next) || next.length > maxLength) return start;
  const base = "http://same-site.invalid";
  if (!URL.canParse(next, base)) return start;
  const url = new URL(next, base);
  // `/..//evil.test` is a path of ours, but without its dots it would be another site's address.
  if (url.origin !== base || url.pathname.startsWith("//")) return start;
  if (url.pathname === "/" || /^\/(sign-in|setup|api)(\/|$)/.test(url.pathname)) return start;
  // The router's own mark of a request for a part of a page.
  if (url.searchParams.has("_rsc")) url.searchParams.delete("_rsc");
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Why a person is at the sign-in page, when it is not of their own will. */
export const signInReasons = ["ended", "changed", "setUp"] as const;
export type SignInReason = (typeof signInReasons)[number];

/** The sign-in page that leads back to a path, and says why one is there. */
export function signInPath(from: string | null, reason?: SignInReason): string {
  const next = safeNext(from);
  const params = new URLSearchParams();
  if (from && next !== start) params.set("next", next);
  if (reason) params.set("reason", reason);
  return params.size > 0 ? `/sign-in?${params}` : "/sign-in";
}
