/** Where to go after signing in. Only paths of our own: anything else leads to the start. */
export function safeNext(next: string | null | undefined): string {
  const start = "/garage";
  if (!next || !/^\/(?![/\\])/.test(next) || next.length > 2000) return start;
  const base = "http://same-site.invalid";
  if (!URL.canParse(next, base)) return start;
  const url = new URL(next, base);
  // `/..//evil.test` is a path of ours, but without its dots it would be another site's address.
  if (url.origin !== base || url.pathname.startsWith("//")) return start;
  if (url.pathname === "/" || /^\/(sign-in|setup|api)(\/|$)/.test(url.pathname)) return start;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The sign-in page that leads back to a path. */
export function signInPath(from: string | null): string {
  const next = safeNext(from);
  return from && next === from ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in";
}
